"""Letting people in: once each, whatever the network does; and what staff see of an event's registrations."""

import io
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from events.models import Answer, CheckIn, Registration, seats
from events.registration.actions import change, confirm_address
from events.registration.attendance import check_in, figures, session_figures
from tests.events.factories import (
    OpenEventFactory,
    QuestionFactory,
    RegistrationFactory,
    SessionSeatFactory,
    SessionWithSeatsFactory,
)

pytestmark = pytest.mark.django_db
LISTED = reverse("admin:events_registration_changelist")


def outcome(event, code, scan=None, **options):
    return check_in(event=event, code=code, scan=scan or uuid.uuid4(), **options)[0]


def desk(event, name="desk", *more):
    return reverse(f"admin:events_registration_{name}", args=[event.pk, *more])


def test_everybody_is_let_in_once_and_the_same_scan_sent_again_is_the_same_answer():
    mine, scan = RegistrationFactory(), uuid.uuid4()

    assert outcome(mine.event, mine.code, scan) == "let_in"
    assert outcome(mine.event, mine.code, scan) == "let_in"
    assert outcome(mine.event, mine.code) == "already"
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("state", ["pending", "waitlisted", "cancelled"])
def test_whoever_is_not_confirmed_is_not_let_in(state):
    mine = RegistrationFactory(state=state)

    assert outcome(mine.event, mine.code) == "not_confirmed"


def test_a_ticket_of_another_event_is_unknown():
    assert outcome(OpenEventFactory(), RegistrationFactory().code) == "unknown"


def test_a_code_is_read_as_people_type_it():
    mine = RegistrationFactory()

    assert outcome(mine.event, f" {mine.code[:4].lower()}-{mine.code[4:].lower()} ") == "let_in"


def test_a_session_with_limited_room_lets_in_who_has_a_seat_in_it():
    workshop = SessionWithSeatsFactory(capacity=1)
    seated = SessionSeatFactory(session=workshop).registration
    waiting = SessionSeatFactory(session=workshop, state="waiting").registration

    assert outcome(workshop.event, seated.code, session=workshop) == "let_in"
    assert outcome(workshop.event, waiting.code, session=workshop) == "no_seat"
    assert outcome(workshop.event, waiting.code) == "let_in"


def test_a_scan_that_waited_for_the_network_counts_from_when_it_was_made():
    mine, then = RegistrationFactory(), timezone.now() - timedelta(hours=2)

    outcome(mine.event, mine.code, at=then)
    late = RegistrationFactory(event=mine.event)
    outcome(mine.event, late.code, at=timezone.now() + timedelta(days=3))

    assert mine.check_ins.get().at == then
    assert late.check_ins.get().at <= timezone.now()


def test_figures_tell_who_came_to_the_event_and_to_each_session():
    workshop = SessionWithSeatsFactory(capacity=2)
    seated = SessionSeatFactory(session=workshop).registration
    SessionSeatFactory(session=workshop)
    SessionSeatFactory(session=workshop, state="waiting")
    RegistrationFactory(event=workshop.event, state="waitlisted")
    outcome(workshop.event, seated.code)
    outcome(workshop.event, seated.code, session=workshop)

    told = figures(workshop.event)
    (of_session,) = session_figures(workshop.event)

    assert told == {"pending": 0, "confirmed": 3, "waitlisted": 1, "cancelled": 0, "attended": 1}
    assert (of_session.taken, of_session.waiting, of_session.attended) == (2, 1, 1)


def test_the_page_at_the_door_works_as_a_plain_form(editor_client):
    mine = RegistrationFactory(name="Aigul Sample", access_needs="A ramp")
    page = editor_client.get(desk(mine.event, "check_in"))
    sent = {"code": mine.code, "session": "", "scan": page.context["scan"]}

    first = editor_client.post(desk(mine.event, "check_in"), sent, follow=True)
    again = editor_client.post(desk(mine.event, "check_in"), {**sent, "scan": uuid.uuid4()}, follow=True)

    assert "Let in · Aigul Sample · A ramp" in first.text
    assert "Already in · Aigul Sample" in again.text
    assert "1 person came so far." in again.text


@pytest.mark.parametrize("words", ["ұлық", "Әйгерім Ұлықбек", "aigerim@", "су"])
def test_whoever_comes_without_a_ticket_is_found_by_name(editor_client, words):
    mine = RegistrationFactory(name="Әйгерім Ұлықбекқызы", email="aigerim@example.org", organisation="Қор «Су»")
    RegistrationFactory(event=mine.event, name="Тимур", email="timur@example.org")
    RegistrationFactory(event=mine.event, name="Әйгерім Ұлықбек", organisation="Су", state="waitlisted")

    page = editor_client.get(desk(mine.event, "check_in"), {"name": words})
    ((found, scan),) = page.context["found"]
    editor_client.post(desk(mine.event, "check_in"), {"code": found.code, "session": "", "scan": scan})

    assert found == mine
    assert mine.check_ins.count() == 1


def test_a_name_that_nobody_has_is_no_mistake(editor_client):
    page = editor_client.get(desk(OpenEventFactory(), "check_in"), {"name": "\x00%_'"})

    assert (page.status_code, page.context["found"]) == (200, [])


def test_the_page_at_the_door_answers_its_script_in_json(editor_client):
    mine, scan = RegistrationFactory(name="Aigul Sample"), str(uuid.uuid4())
    sent = {"code": mine.code, "scan": scan, "at": timezone.now().isoformat()}

    answer = editor_client.post(desk(mine.event, "check_in"), sent, headers={"accept": "application/json"})

    assert answer.json() == {"scan": scan, "outcome": "let_in", "message": "Let in · Aigul Sample"}


@pytest.mark.parametrize("wrong", [{"scan": "no"}, {"at": "2026-13-45T99:00"}])
def test_what_is_no_scan_is_refused(editor_client, wrong):
    mine = RegistrationFactory()
    sent = {"code": mine.code, "scan": uuid.uuid4(), **wrong}

    assert editor_client.post(desk(mine.event, "check_in"), sent).status_code == 400


@pytest.mark.parametrize(
    ("permissions", "allowed"),
    [
        ([], []),
        (["view_event", "change_event"], []),
        (["view_registration"], ["desk", "list", "badges"]),
        (["view_registration", "add_checkin"], ["desk", "list", "badges", "check_in"]),
    ],
)
def test_the_pages_of_an_event_are_for_staff_with_the_permission(client, staff_who_may, permissions, allowed):
    event = OpenEventFactory()
    client.force_login(staff_who_may(*permissions))
    addresses = {
        name: desk(event, name, *(["csv"] if name == "list" else [])) for name in ("desk", "badges", "check_in")
    }
    addresses["list"] = desk(event, "list", "csv")

    answers = {name: client.get(address).status_code for name, address in addresses.items()}

    assert answers == {name: 200 if name in allowed else 403 for name in addresses}


def test_nobody_else_sees_the_pages_of_an_event(client):
    assert client.get(desk(OpenEventFactory())).status_code == 302


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_has_everything_and_no_formula(editor_client, form):
    event = OpenEventFactory()
    lunch = QuestionFactory(event=event, text="Lunch?")
    mine = RegistrationFactory(event=event, name="=cmd|' /C calc'!A0", organisation="Fund", access_needs="A ramp")
    Answer.objects.create(registration=mine, question=lunch, text="+soup")
    RegistrationFactory()

    response = editor_client.get(desk(event, "list", form))
    body = b"".join(response.streaming_content)
    if form == "csv":
        lines = body.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        text = lines[1]
        assert lines[0].endswith("Lunch?")
    else:
        rows = list(load_workbook(io.BytesIO(body)).active.values)
        assert len(rows) == 2
        text = " ".join(str(cell) for cell in rows[1])

    assert "'=cmd" in text
    assert "'+soup" in text
    assert [word for word in (mine.code, mine.email, "Fund", "A ramp") if word not in text] == []
    assert "no-store" in response["Cache-Control"]


def test_the_list_is_narrowed_by_what_is_asked(editor_client):
    event = OpenEventFactory()
    RegistrationFactory(event=event, name="Needs a ramp", access_needs="A ramp")
    RegistrationFactory(event=event, name="Needs nothing")

    body = b"".join(
        editor_client.get(desk(event, "list", "csv"), {"has_access_needs": "true"}).streaming_content
    ).decode()

    assert ("Needs a ramp" in body, "Needs nothing" in body) == (True, False)
    assert editor_client.get(desk(event, "list", "csv"), {"state": "no"}).status_code == 400
    assert editor_client.get(desk(event, "list", "pdf")).status_code == 400


def test_badges_are_for_those_who_are_confirmed(editor_client):
    event = OpenEventFactory()
    RegistrationFactory(event=event, name="Comes", organisation="Fund")
    RegistrationFactory(event=event, name="Waits", state="waitlisted")

    page = editor_client.get(desk(event, "badges")).text

    assert ("Comes" in page, "Waits" in page) == (True, False)
    assert "style=" not in page


def test_the_list_of_registrations_costs_the_same_for_thirty_as_for_one(editor_client, flat_queries):
    event = OpenEventFactory()

    flat_queries(lambda: RegistrationFactory(event=event), editor_client.get, LISTED, at_most=16)


def test_the_desk_costs_the_same_for_thirty_as_for_one(editor_client, flat_queries):
    workshop = SessionWithSeatsFactory()

    flat_queries(lambda: SessionSeatFactory(session=workshop), editor_client.get, desk(workshop.event), at_most=14)


def test_the_file_costs_the_same_for_thirty_as_for_one(editor_client, flat_queries):
    workshop = SessionWithSeatsFactory()

    def fetch():
        b"".join(editor_client.get(desk(workshop.event, "list", "csv")).streaming_content)

    flat_queries(lambda: SessionSeatFactory(session=workshop), fetch, at_most=14)


def test_staff_narrow_the_list_by_state_needs_and_attendance(editor_client):
    event = OpenEventFactory()
    came = RegistrationFactory(event=event, access_needs="A ramp")
    RegistrationFactory(event=event, state="waitlisted")
    outcome(event, came.code)

    for query in ({"needs": "yes"}, {"came": "yes"}, {"state__exact": "confirmed"}, {"q": came.name}):
        assert list(editor_client.get(LISTED, query).context["cl"].queryset) == [came]


def add(client, event, **fields):
    inlines = {f"{name}-{key}": 0 for name in ("seats", "answers") for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    given = {"event": event.pk, "name": "Guest", "email": "guest@example.org", "language": "en", "consent": "nobody"}
    address = reverse("admin:events_registration_add")
    return client.post(address, {**inlines, **given, "state": "confirmed", **fields})


def test_staff_add_a_guest_but_never_one_too_many(editor_client, django_capture_on_commit_callbacks):
    event = OpenEventFactory(capacity=1)

    with django_capture_on_commit_callbacks(execute=True):
        added = add(editor_client, event)
    refused = add(editor_client, event, email="other@example.org")

    assert (added.status_code, refused.status_code) == (302, 200)
    assert "The only seat is taken." in refused.text
    assert [letter.to for letter in mail.outbox] == [["guest@example.org"]]


def sent_from(page, **typed):
    """What a browser sends from the page of a registration, with `typed` in its boxes."""
    form = html.fromstring(page.content).get_element_by_id("registration_form")
    return {**dict(form.form_values()), **typed}


def page_of(registration):
    return reverse("admin:events_registration_change", args=[registration.pk])


def test_staff_write_what_they_changed_and_undo_nothing_that_was_changed_meanwhile(editor_client):
    mine = RegistrationFactory(name="Aigul", access_needs="A ramp", consent="public")
    sent = sent_from(editor_client.get(page_of(mine)), name="Aigul Sample")
    change(registration=mine, consent="nobody", access_needs="None")

    answer = editor_client.post(page_of(mine), sent)

    mine.refresh_from_db()
    assert answer.status_code == 302
    assert (mine.name, mine.consent, mine.access_needs) == ("Aigul Sample", "nobody", "None")


@pytest.mark.parametrize("typed", [{}, {"state": "cancelled"}])
def test_staff_look_again_where_somebody_confirmed_meanwhile(editor_client, typed):
    mine = RegistrationFactory(state="pending")
    sent = sent_from(editor_client.get(page_of(mine)), name="Aigul Sample", **typed)
    confirm_address(registration=mine)

    answer = editor_client.post(page_of(mine), sent)

    was = mine.name
    mine.refresh_from_db()
    assert answer.status_code == 200
    assert "The state is “Confirmed” by now" in answer.text
    assert (mine.state, mine.name) == ("confirmed", was)

    editor_client.post(page_of(mine), sent_from(answer))
    mine.refresh_from_db()
    assert (mine.state, mine.name) == ("confirmed", "Aigul Sample")


def test_staff_change_the_state_and_the_participant_is_told(editor_client, django_capture_on_commit_callbacks):
    mine = RegistrationFactory(state="pending")
    sent = sent_from(editor_client.get(page_of(mine)), state="confirmed")

    with django_capture_on_commit_callbacks(execute=True):
        answer = editor_client.post(page_of(mine), sent)

    mine.refresh_from_db()
    assert (answer.status_code, mine.state) == (302, "confirmed")
    assert [letter.to for letter in mail.outbox] == [[mine.email]]


def test_an_address_is_registered_once_by_staff_too(editor_client):
    mine, other = RegistrationFactory.create_batch(2, event=OpenEventFactory())
    sent = sent_from(editor_client.get(page_of(mine)), email=other.email)

    answers = [editor_client.post(page_of(mine), sent), add(editor_client, mine.event, email=other.email)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("Somebody is registered for this event with this address." in answer.text for answer in answers)


def test_staff_who_add_a_guest_while_somebody_takes_the_last_seat_are_told_so(editor_client, monkeypatch):
    event, held = OpenEventFactory(capacity=1), seats.held
    faster = []

    @contextmanager
    def held_after_somebody(pk):
        if not faster:
            faster.append(RegistrationFactory.build(event=event, confirmed_at=timezone.now()))
            Registration.objects.bulk_create(faster)
        with held(pk) as row:
            yield row

    monkeypatch.setattr(seats, "held", held_after_somebody)
    answer = add(editor_client, event)

    assert (answer.status_code, event.registrations.count()) == (200, 1)
    assert "The only seat is taken." in answer.text


def test_staff_cancel_and_whoever_waits_moves_up(editor_client, django_capture_on_commit_callbacks):
    event = OpenEventFactory(capacity=1)
    leaving = RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, state="waitlisted")

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(LISTED, {"action": "cancel_all", "_selected_action": [leaving.pk]})

    assert dict(Registration.objects.values_list("pk", "state")) == {leaving.pk: "cancelled", waiting.pk: "confirmed"}
    assert {letter.to[0] for letter in mail.outbox} == {leaving.email, waiting.email}


def test_the_page_of_a_registration_shows_answers_and_seats(editor_client):
    seat = SessionSeatFactory(session__title_en="Workshop on water")
    lunch = QuestionFactory(event=seat.session.event, text="Lunch?")
    Answer.objects.create(registration=seat.registration, question=lunch, text="Soup")

    page = editor_client.get(reverse("admin:events_registration_change", args=[seat.registration.pk])).text

    assert [word for word in ("Workshop on water", "Lunch?", "Soup") if word not in page] == []
