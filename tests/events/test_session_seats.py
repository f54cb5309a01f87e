"""Seats in sessions with limited room: taken, waited for, given on with the seat at the event."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Session
from events.registration.actions import change, confirm_address, register, save_by_staff
from events.registration.waiting_list import move_up
from tests.events.factories import (
    OpenEventFactory,
    RegistrationFactory,
    SessionSeatFactory,
    SessionWithSeatsFactory,
)
from tests.events.test_registration import AIGUL, lapse
from tests.places.factories import RoomFactory

pytestmark = pytest.mark.django_db


def test_sessions_have_seats_and_waiting_lists_of_their_own():
    workshop = SessionWithSeatsFactory(capacity=1)
    first = RegistrationFactory(event=workshop.event)
    taken = SessionSeatFactory(session=workshop, registration=first)

    second = register(event=workshop.event, sessions=[workshop], **AIGUL)
    confirm_address(registration=second)
    assert second.seats.get().state == "waiting"

    change(registration=first, sessions=[])

    assert second.seats.get().state == "taken"
    assert not type(taken).objects.filter(pk=taken.pk).exists()


def test_no_session_has_more_seats_taken_than_its_room_has():
    workshop = SessionWithSeatsFactory(room=None, capacity=1)
    SessionSeatFactory(session=workshop)

    with pytest.raises(ValidationError) as told:
        SessionSeatFactory(session=workshop)

    assert told.value.code == "no_seat"


@pytest.mark.parametrize("limit", ["session", "room"])
def test_whoever_waits_moves_up_at_once_when_a_session_has_more_seats(limit, django_capture_on_commit_callbacks):
    room = RoomFactory(capacity=1)
    workshop = SessionWithSeatsFactory(room=room, capacity=1 if limit == "session" else None)
    SessionSeatFactory(session=workshop)
    waiting = SessionSeatFactory(session=workshop, state="waiting")
    limited = workshop if limit == "session" else room

    limited.capacity = 2
    with django_capture_on_commit_callbacks(execute=True):
        limited.save()

    waiting.refresh_from_db()
    assert waiting.state == "taken"
    assert [message.to for message in mail.outbox] == [[waiting.registration.email]]


def test_a_seat_in_a_session_goes_with_the_seat_at_the_event_that_staff_take_away():
    workshop = SessionWithSeatsFactory(capacity=1, event=OpenEventFactory(capacity=1))
    event = workshop.event
    mine = SessionSeatFactory(session=workshop).registration
    earlier = timezone.now() - timedelta(hours=1)
    other = RegistrationFactory(event=event, state="waitlisted", waiting_since=earlier)
    SessionSeatFactory(session=workshop, registration=other, state="waiting")

    mine.state = "waitlisted"
    save_by_staff(registration=mine, before="confirmed")
    event.capacity = 2
    event.save()
    move_up(event=event)

    mine.refresh_from_db()
    assert (mine.state, mine.seats.get().state, other.seats.get().state) == ("confirmed", "waiting", "taken")


def test_a_seat_in_a_session_that_nobody_confirmed_in_time_is_not_taken_twice():
    workshop = SessionWithSeatsFactory(capacity=1)
    slow = register(event=workshop.event, sessions=[workshop], **AIGUL)
    lapse(slow)
    SessionSeatFactory(session=workshop)

    slow.refresh_from_db()
    slow.state = "confirmed"
    save_by_staff(registration=slow, before="pending")

    assert slow.seats.get().state == "waiting"


def test_a_free_seat_in_a_session_stays_with_whoever_confirms_late():
    workshop = SessionWithSeatsFactory(capacity=1)
    slow = register(event=workshop.event, sessions=[workshop], **AIGUL)
    lapse(slow)

    confirm_address(registration=slow)

    assert slow.seats.get().state == "taken"


@pytest.mark.parametrize(
    "unfit",
    [
        {"status": "cancelled"},
        {"publication_state": "draft"},
        {"needs_seat": False},
        {"ends_at": timezone.now() - timedelta(minutes=1), "starts_at": timezone.now() - timedelta(hours=1)},
    ],
)
def test_no_seat_is_given_in_what_does_not_take_place(unfit, django_capture_on_commit_callbacks):
    begins = timezone.now() - timedelta(days=1)
    workshop = SessionWithSeatsFactory(capacity=1, event=OpenEventFactory(starts_at=begins))
    seat = SessionSeatFactory(session=workshop, state="waiting")
    Session.objects.filter(pk=workshop.pk).update(**unfit)

    with django_capture_on_commit_callbacks(execute=True):
        move_up(event=workshop.event)

    seat.refresh_from_db()
    assert (seat.state, mail.outbox) == ("waiting", [])


def test_whoever_waits_for_a_seat_in_a_session_gets_it_when_the_event_is_shown_again(
    django_capture_on_commit_callbacks,
):
    seat = SessionSeatFactory(state="waiting", session__event=OpenEventFactory(publication_state="draft"))
    event = seat.session.event
    event.publication_state = "published"

    with django_capture_on_commit_callbacks(execute=True):
        event.save()

    seat.refresh_from_db()
    assert seat.state == "taken"


@pytest.mark.parametrize("unfit", [{"status": "cancelled"}, {"publication_state": "draft"}, {"needs_seat": False}])
def test_a_seat_that_the_form_could_not_show_stays(unfit):
    mine = RegistrationFactory()
    workshops = SessionWithSeatsFactory.create_batch(2, event=mine.event)
    seat, _shown = (SessionSeatFactory(session=one, registration=mine) for one in workshops)
    Session.objects.filter(pk=seat.session_id).update(**unfit)

    change(registration=mine, name="Aigul")

    assert mine.seats.get() == seat


@pytest.mark.parametrize("unfit", [{"status": "cancelled"}, {"needs_seat": False}])
def test_a_session_that_is_no_longer_to_be_chosen_is_refused_at_its_field(unfit):
    workshop = SessionWithSeatsFactory()
    mine = RegistrationFactory(event=workshop.event)
    Session.objects.filter(pk=workshop.pk).update(**unfit)

    for act in (
        lambda: change(registration=mine, sessions=[workshop]),
        lambda: register(event=workshop.event, sessions=[workshop], **AIGUL),
    ):
        with pytest.raises(ValidationError) as told:
            act()
        assert told.value.message_dict == {"sessions": ["No seat is to be taken in that session."]}


def test_one_sits_in_one_session_at_a_time():
    begins = timezone.now() + timedelta(days=10, hours=1)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    one = SessionWithSeatsFactory(title="Water", **times)
    other = SessionWithSeatsFactory(title="Air", event=one.event, **times)

    with pytest.raises(ValidationError) as told:
        register(event=one.event, sessions=[one, other], **AIGUL)

    assert told.value.message_dict == {"sessions": ["“Water” and “Air” are at the same time."]}
