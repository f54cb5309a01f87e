"""Registering for an event: seats, waiting lists, mails, and who may see what of it."""

import re
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.models import Registration
from events.registration.actions import cancel, change, confirm_address, register
from events.registration.links import path_of
from events.registration.waiting_list import move_up
from publishing import content_version
from tests.events.factories import (
    OpenEventFactory,
    QuestionFactory,
    RegistrationFactory,
    SessionWithSeatsFactory,
)

pytestmark = pytest.mark.django_db
AIGUL = {"name": "Aigul Sample", "email": "Aigul@Example.org", "language": "en"}


def states(event):
    return {row.email.partition("@")[0]: str(row.state) for row in event.registrations.order_by("pk")}


def lapse(registration):
    """Let the time run out for which the seat of an unconfirmed registration is held."""
    Registration.objects.filter(pk=registration.pk).update(held_until=timezone.now() - timedelta(seconds=1))


def test_a_seat_is_held_until_the_address_is_confirmed():
    event = OpenEventFactory(capacity=1)

    mine = register(event=event, **AIGUL)
    other = register(event=event, name="B", email="b@example.org", language="en")

    assert (mine.holds_seat(timezone.now()), other.holds_seat(timezone.now())) == (True, False)
    assert (confirm_address(registration=other).state, confirm_address(registration=mine).state) == (
        "waitlisted",
        "confirmed",
    )


def test_a_seat_that_nobody_confirms_in_time_goes_to_whoever_waits():
    event = OpenEventFactory(capacity=1)
    slow = register(event=event, **AIGUL)
    first = confirm_address(registration=register(event=event, name="B", email="b@example.org", language="en"))
    lapse(slow)

    move_up(event=event)
    late = confirm_address(registration=slow)

    first.refresh_from_db()
    assert (first.state, late.state) == ("confirmed", "waitlisted")


def test_whoever_confirms_late_still_gets_a_seat_that_is_free():
    slow = register(event=OpenEventFactory(capacity=1), **AIGUL)
    lapse(slow)

    assert confirm_address(registration=slow).state == "confirmed"


def test_confirming_twice_changes_nothing_and_tells_nobody_again(django_capture_on_commit_callbacks):
    mine = register(event=OpenEventFactory(), **AIGUL)

    with django_capture_on_commit_callbacks(execute=True):
        first = confirm_address(registration=mine)
        again = confirm_address(registration=mine)

    assert (first.confirmed_at, len([one for one in mail.outbox if "You have a seat" in one.subject])) == (
        again.confirmed_at,
        1,
    )


def test_a_cancelled_seat_goes_to_whoever_waits_longest():
    event = OpenEventFactory(capacity=1)
    leaving = RegistrationFactory(event=event, email="leaving@example.org")
    now = timezone.now()
    RegistrationFactory(event=event, email="later@example.org", state="waitlisted", waiting_since=now)
    earlier = now - timedelta(hours=1)
    RegistrationFactory(event=event, email="earlier@example.org", state="waitlisted", waiting_since=earlier)

    cancel(registration=leaving)

    assert states(event) == {"leaving": "cancelled", "later": "waitlisted", "earlier": "confirmed"}


def test_more_seats_are_given_to_whoever_waits_and_they_are_told(django_capture_on_commit_callbacks):
    event = OpenEventFactory(capacity=1)
    RegistrationFactory(event=event)
    for name in ("a", "b", "c"):
        RegistrationFactory(event=event, email=f"{name}@example.org", state="waitlisted")

    event.capacity = 3
    with django_capture_on_commit_callbacks(execute=True):
        event.save()

    assert list(states(event).values()) == ["confirmed", "confirmed", "confirmed", "waitlisted"]
    assert [letter.to for letter in mail.outbox] == [["a@example.org"], ["b@example.org"]]


def test_there_are_never_fewer_seats_than_are_taken():
    event = OpenEventFactory(capacity=3)
    RegistrationFactory.create_batch(2, event=event)
    event.capacity = 1

    with pytest.raises(ValidationError) as told:
        event.full_clean()
    with pytest.raises(ValidationError):
        event.save()

    assert told.value.message_dict == {"capacity": ["2 seats are taken already."]}


def test_the_model_itself_refuses_one_above_the_capacity():
    event = OpenEventFactory(capacity=1)
    RegistrationFactory(event=event)
    one_more = RegistrationFactory.build(event=event)

    with pytest.raises(ValidationError) as told:
        one_more.full_clean()
    with pytest.raises(ValidationError):
        one_more.save()

    assert told.value.messages == ["The only seat is taken."]


def test_an_address_is_registered_once_and_nobody_else_learns_that_it_is(client, django_capture_on_commit_callbacks):
    event = OpenEventFactory()
    RegistrationFactory(event=event, email="aigul@example.org")
    form = reverse("events:register", args=[event.slug])
    sent = {**AIGUL, "consent": "nobody", "organisation": "", "access_needs": "", "decoy": ""}

    with django_capture_on_commit_callbacks(execute=True):
        again = client.post(form, sent)
        first = client.post(form, {**sent, "email": "somebody@example.org"})

    assert (again.status_code, again.url) == (first.status_code, first.url)
    assert event.registrations.count() == 2
    assert [letter.subject.partition(":")[0] for letter in mail.outbox] == [
        "You have a seat",
        "Please confirm your address",
    ]


def test_what_nobody_confirmed_yet_is_replaced_by_what_is_typed_later(client, django_capture_on_commit_callbacks):
    workshop, other = SessionWithSeatsFactory.create_batch(2, event=OpenEventFactory(capacity=1))
    lunch = QuestionFactory(event=workshop.event)
    by_stranger = {**AIGUL, "name": "Clown", "consent": "public", "access_needs": "A throne"}
    with django_capture_on_commit_callbacks(execute=True):
        first = register(event=workshop.event, sessions=[workshop], answers={lunch.pk: "Mud"}, **by_stranger)
    with django_capture_on_commit_callbacks(execute=True):
        mine = register(event=workshop.event, sessions=[other], answers={lunch.pk: "Soup"}, **AIGUL)
    older, newer = (re.search(r"http://testserver(/en/ticket/\S+)", letter.body)[1] for letter in mail.outbox)

    page = client.get(newer).text
    client.post(newer)

    mine.refresh_from_db()
    assert client.get(older).status_code == client.post(older).status_code == 404
    assert "Aigul Sample" in page
    assert "Nobody but the organisers" in page
    assert (mine.pk, mine.name, mine.consent, mine.access_needs) == (first.pk, "Aigul Sample", "nobody", "")
    assert (mine.state, mine.answers.get().text, mine.seats.get().session) == ("confirmed", "Soup", other)
    assert mine.seats.get().state == "taken"


def test_what_is_replaced_after_its_time_is_held_only_while_a_seat_is_free():
    event = OpenEventFactory(capacity=1)
    slow = register(event=event, **AIGUL)
    lapse(slow)
    RegistrationFactory(event=event)

    again = register(event=event, **{**AIGUL, "name": "Aigul"})

    assert (again.pk, again.held_until, again.holds_seat(timezone.now())) == (slow.pk, None, False)


def test_the_same_form_sent_again_leaves_the_link_that_was_sent(client, django_capture_on_commit_callbacks):
    workshop = SessionWithSeatsFactory()

    with django_capture_on_commit_callbacks(execute=True):
        first = register(event=workshop.event, sessions=[workshop], **AIGUL)
        again = [register(event=workshop.event, sessions=[workshop], **AIGUL) for _ in range(3)]

    assert {one.guid for one in again} == {first.guid}
    assert len(mail.outbox) == 2
    assert client.get(path_of(first, "confirm")).status_code == 200


def test_somebody_who_cancelled_may_register_again():
    mine = RegistrationFactory(email="aigul@example.org")
    cancel(registration=mine)

    again = register(event=mine.event, **AIGUL)

    assert again.pk != mine.pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("registration_opens_at", timezone.now() + timedelta(hours=1)),
        ("registration_opens_at", None),
        ("registration_closes_at", timezone.now() - timedelta(minutes=1)),
        ("event_status", "EventCancelled"),
        ("ends_at", timezone.now() - timedelta(minutes=1)),
    ],
)
def test_one_registers_only_while_registration_is_open(field, value):
    begins = timezone.now() - timedelta(days=2)
    event = (
        OpenEventFactory(starts_at=begins, registration_opens_at=begins - timedelta(days=9), **{field: value})
        if (field != "registration_opens_at")
        else OpenEventFactory(registration_opens_at=value)
    )

    with pytest.raises(ValidationError) as told:
        register(event=event, **AIGUL)

    assert told.value.code == "registration_closed"


def test_the_organisers_questions_are_answered_as_they_allow():
    event = OpenEventFactory()
    lunch = QuestionFactory(
        event=event, kind="choice", choices="Meat\nVegetables", choices_ru="Мясо\nОвощи", is_required=True
    )
    vegetables = lunch.options()[1][0]

    with pytest.raises(ValidationError) as told:
        register(event=event, **AIGUL)
    with pytest.raises(ValidationError):
        register(event=event, answers={lunch.pk: "Stones"}, **AIGUL)
    mine = register(event=event, answers={lunch.pk: vegetables}, **AIGUL)

    assert told.value.message_dict == {f"question_{lunch.pk}": ["This question must be answered."]}
    assert mine.answers.get().shown == "Vegetables"


def test_the_audit_trail_tells_of_the_state_and_of_no_person():
    event = OpenEventFactory()
    mine = register(event=event, organisation="Secret Fund", access_needs="Ramp", **AIGUL)
    cancel(registration=confirm_address(registration=mine))

    trail = " ".join(f"{one.object_repr} {one.changes}" for one in LogEntry.objects.all())

    assert "cancelled" in trail
    assert [word for word in ("Aigul", "aigul", "Secret", "Ramp", mine.guid.hex, str(mine.guid)) if word in trail] == []


def test_a_name_leaves_the_page_of_the_event_at_once():
    mine = RegistrationFactory(consent="public")
    before = content_version.current()

    change(registration=mine, consent="nobody")

    assert content_version.current() > before


def test_a_name_that_nobody_confirmed_changes_no_page():
    event = OpenEventFactory(capacity=5)
    before = content_version.current()

    mine = register(event=event, **{**AIGUL, "consent": "public"})
    change(registration=mine, consent="public", organisation="Water council")
    pending = content_version.current()
    confirm_address(registration=mine)

    assert pending == before
    assert content_version.current() > before


def test_a_mail_has_links_that_work_and_is_in_the_language_chosen(client, django_capture_on_commit_callbacks):
    event = OpenEventFactory(title_en="Forum", title_ru="Форум")

    with django_capture_on_commit_callbacks(execute=True):
        mine = register(event=event, **{**AIGUL, "language": "ru"})
    letter = mail.outbox[-1]
    address = re.search(r"http://testserver(/ru/ticket/\S+)", letter.body)[1]
    page = client.get(address)

    assert "Форум" in letter.subject
    assert letter.to == ["aigul@example.org"]
    assert page.status_code == 200
    assert client.post(address).url == path_of(mine).replace("/en/", "/ru/")
    mine.refresh_from_db()
    assert mine.state == "confirmed"


def test_the_mail_that_confirms_has_the_ticket_for_the_calendar(django_capture_on_commit_callbacks):
    mine = register(event=OpenEventFactory(), **AIGUL)

    with django_capture_on_commit_callbacks(execute=True):
        confirm_address(registration=mine)

    name, content, kind = mail.outbox[-1].attachments[0]
    assert (name, kind) == ("ticket.ics", "text/calendar")
    assert mine.code in content
