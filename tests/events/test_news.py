"""Participants are told, once each and in their language, of what has changed since they were told last."""

import smtplib
from datetime import timedelta

import icalendar
import pytest
from django.core import mail
from django.urls import reverse

from events.building.placing import place
from events.models import Registration, SessionSeat
from events.registration.actions import confirm_address
from events.registration.links import address_of
from events.registration.news import news_of, send_news
from events.registration.offer import Offer
from publishing.delivery import NotTakenError
from tests.events.factories import (
    OpenEventFactory,
    RegistrationFactory,
    SessionSeatFactory,
    SessionWithSeatsFactory,
)
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def page(event, name="news"):
    return reverse(f"admin:events_registration_{name}", args=[event.pk])


def changed(event, **values):
    """Change `event` as staff do."""
    for name, value in values.items():
        setattr(event, name, value)
    event.save()
    return event


def press_send(client, event, capture):
    """Send the mails as they are shown now."""
    shown = client.get(page(event))
    with capture(execute=True):
        client.post(page(event), {"seen": shown.context["seen"]})


def told(event):
    return [(one.registration.name, one.kind) for one in news_of(event)]


def entries_of(message):
    ((_name, content, _kind),) = message.attachments
    return icalendar.Calendar.from_ical(content).events


@pytest.fixture
def moved():
    """A forum an hour later and elsewhere, of which Aigul, who has a seat, and Baurzhan, who waits, do not know."""
    event = OpenEventFactory(title_en="Water forum", title_ru="Форум о воде", capacity=1)
    RegistrationFactory(event=event, name="Aigul", email="aigul@example.org")
    waiting = {"state": "waitlisted", "event": event}
    RegistrationFactory(name="Baurzhan", email="baurzhan@example.org", language="ru", **waiting)
    RegistrationFactory(event=event, name="Cancelled", state="cancelled")
    changed(event, starts_at=event.starts_at + HOUR, place=PlaceFactory(name_en="Congress hall"))
    RegistrationFactory(name="Knows it", **waiting)
    return event


def test_what_has_changed_is_told_once_to_whoever_comes_or_waits(
    editor_client, moved, django_capture_on_commit_callbacks
):
    aigul = moved.registrations.get(name="Aigul")

    shown = editor_client.get(page(moved))
    for _press in range(2):
        press_send(editor_client, moved, django_capture_on_commit_callbacks)

    english, russian = mail.outbox
    assert (english.to, russian.to) == (["aigul@example.org"], ["baurzhan@example.org"])
    assert english.subject == "Another time or place: Water forum"
    assert "Форум о воде" in russian.subject
    assert address_of(aigul) in english.body
    assert "Water forum" in shown.text
    assert address_of(aigul) not in shown.text
    assert told(moved) == []


def test_a_mail_tells_what_was_before_and_brings_the_calendar_up_to_date(moved):
    for row in moved.registrations.order_by("pk")[:2]:
        send_news.call(row.pk)

    english, russian = mail.outbox
    now, before = english.body.split("Before, it was:")
    local = moved.starts_at.astimezone(moved.zone)
    assert (f"{local:%H:%M}–" in now, f"{local - HOUR:%H:%M}–" in before) == (True, True)
    assert ("Congress hall" in now, "Congress hall" in before) == (True, False)
    (entry,) = entries_of(english)
    assert (entry["sequence"], entry["status"], entry["dtstart"].dt) == (1, "CONFIRMED", local.replace(microsecond=0))
    assert russian.attachments == []  # whoever waits has no ticket to put into a calendar


@pytest.mark.parametrize(
    ("status", "kind", "subject", "in_calendar"),
    [
        ("EventCancelled", "cancelled", "Cancelled: Water forum", "CANCELLED"),
        ("EventPostponed", "postponed", "Postponed: Water forum", "TENTATIVE"),
    ],
)
def test_an_event_that_is_not_held_takes_no_registrations_and_tells_its_participants(
    status, kind, subject, in_calendar, django_capture_on_commit_callbacks
):
    seat = SessionSeatFactory(session__event=OpenEventFactory(title_en="Water forum"))
    mine, event = seat.registration, seat.session.event

    changed(event, event_status=status)
    heard = told(event)
    send_news.call(mine.pk)
    changed(event, starts_at=event.starts_at + HOUR)

    assert heard == [(mine.name, kind)]
    assert Offer(event, event.registration_opens_at).phase == "closed"
    assert mail.outbox[0].subject == subject
    assert {str(entry["status"]) for entry in entries_of(mail.outbox[0])} == {in_calendar}
    assert told(event) == []  # when it would have been matters to nobody
    assert told(changed(event, event_status="EventRescheduled")) == [(mine.name, "again")]


def test_who_sits_in_a_session_hears_when_a_release_moves_or_cancels_it(editor_client):
    event = OpenEventFactory()
    moved, cancelled, same = (
        SessionWithSeatsFactory(event=event, title_en=title, starts_at=event.starts_at, ends_at=event.starts_at + HOUR)
        for title in ("Irrigation", "Drainage", "Rivers")
    )
    mine = RegistrationFactory(event=event)
    for session in (moved, cancelled):
        SessionSeatFactory(session=session, registration=mine)
    SessionSeatFactory(session=same)
    place(session=moved, starts_at=event.starts_at + HOUR, ends_at=event.starts_at + 2 * HOUR, room=RoomFactory())
    place(session=cancelled, starts_at=cancelled.starts_at, ends_at=cancelled.ends_at, room=None, status="cancelled")

    answer = editor_client.post(reverse("admin:events_event_release", args=[event.pk]), {"en": ""}, follow=True)
    send_news.call(mine.pk)

    assert "1 participant has not been told yet of what has changed." in answer.text
    assert "Irrigation: Moved" in mail.outbox[0].body
    assert "Drainage: Cancelled" in mail.outbox[0].body
    assert "Rivers" not in mail.outbox[0].body
    assert len(entries_of(mail.outbox[0])) == 3
    assert told(event) == []


def test_mails_that_were_read_before_another_change_do_not_go(editor_client, django_capture_on_commit_callbacks):
    event = RegistrationFactory().event
    changed(event, event_status="EventPostponed")
    read = editor_client.get(page(event)).context["seen"]
    changed(event, event_status="EventCancelled")

    with django_capture_on_commit_callbacks(execute=True):
        answer = editor_client.post(page(event), {"seen": read})

    assert "read the mails again" in answer.text
    assert mail.outbox == []


def test_whom_the_server_refuses_is_still_to_be_told(monkeypatch):
    mine = RegistrationFactory()
    changed(mine.event, event_status="EventCancelled")

    def refuse(message, **options):
        raise smtplib.SMTPException

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(NotTakenError):
        send_news.call(mine.pk)

    assert told(mine.event) == [(mine.name, "cancelled")]


def test_what_the_confirmation_says_is_no_news():
    event = OpenEventFactory()
    hours = {"starts_at": event.starts_at, "ends_at": event.starts_at + HOUR}
    moved, cancelled = (SessionWithSeatsFactory(event=event, **hours) for _session in range(2))
    mine = RegistrationFactory(event=event, state="pending", held_until=event.starts_at)
    for session in (moved, cancelled):
        SessionSeatFactory(session=session, registration=mine)
    changed(event, place=PlaceFactory())
    changed(moved, starts_at=moved.starts_at + HOUR, ends_at=moved.ends_at + HOUR)
    changed(cancelled, status="cancelled")  # of which it does not tell

    confirm_address(registration=mine)

    (one,) = news_of(event)
    assert (one.kind, [change.kind for change in one.changes]) == ("sessions", ["cancelled"])


def test_nobody_hears_of_a_draft_or_of_what_is_over():
    mine = RegistrationFactory()
    changed(mine.event, event_status="EventCancelled", publication_state="draft")
    over = RegistrationFactory(event=OpenEventFactory()).event
    changed(over, starts_at=over.starts_at - 20 * DAY, ends_at=over.ends_at - 20 * DAY)

    send_news.call(0)  # whose registration was deleted in the meantime

    assert (told(mine.event), told(over), mail.outbox) == ([], [], [])


def test_only_who_may_change_registrations_sends_mails(client, staff_who_may):
    event = RegistrationFactory().event
    changed(event, event_status="EventCancelled")
    client.force_login(staff_who_may("view_registration"))

    assert client.get(page(event)).status_code == 403
    assert page(event) not in client.get(page(event, "desk")).text


def test_the_mails_of_an_event_cost_the_same_for_thirty_participants(editor_client, flat_queries):
    event, room = OpenEventFactory(), RoomFactory()
    session = SessionWithSeatsFactory(event=event)

    def participant():
        seat = SessionSeatFactory(session=session)
        Registration.objects.filter(pk=seat.registration_id).update(
            told={**event.whereabouts, "online_url": "https://a.org"}
        )
        SessionSeat.objects.filter(pk=seat.pk).update(told={**session.whereabouts, "room": room.pk})

    flat_queries(participant, editor_client.get, page(event), at_most=14)
    assert [number for _news, _subject, _body, number in editor_client.get(page(event)).context["drafts"]] == [30]
