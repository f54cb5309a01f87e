"""The draft of a programme: where staff put sessions before anybody sees it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from events.building.placing import place, take_back
from events.models import Placement, Session
from tests.events.factories import EventFactory, ScheduleReleaseFactory, SessionFactory
from tests.places.factories import RoomFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def room():
    return RoomFactory()


def put(session, hour, room=None, **options):
    """Place the session for an hour, so many hours after its event begins."""
    starts_at = session.event.starts_at + hour * HOUR
    return place(session=session, starts_at=starts_at, ends_at=starts_at + HOUR, room=room, **options)


def planned(session):
    row = Session.objects.as_planned().get(pk=session.pk)
    return (row.planned_starts_at, row.planned_room, row.planned_status)


def test_what_is_placed_is_planned_and_stays_as_it_was_for_visitors(event, room):
    session = SessionFactory(event=event)

    put(session, 1, room)

    session.refresh_from_db()
    assert (session.starts_at, session.room) == (None, None)
    assert planned(session) == (event.starts_at + HOUR, room.pk, "confirmed")


def test_a_session_taken_off_the_board_is_planned_without_a_time(event, room):
    session = SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.ends_at, room=room)

    place(session=session, starts_at=None, ends_at=None, room=None)

    assert planned(session) == (None, None, "confirmed")


def test_a_session_put_back_to_where_visitors_see_it_has_no_draft(event, room):
    session = SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=room)
    put(session, 2, room)

    put(session, 0, room)

    assert not Placement.objects.exists()


def test_two_sessions_are_not_planned_for_one_room_at_one_time(event, room):
    put(SessionFactory(event=event, title_en="Water"), 1, room)

    with pytest.raises(ValidationError, match=r"“Water” is in this room at that time\."):
        put(SessionFactory(event=event), 1, room)


def test_a_room_that_is_left_in_the_draft_is_free_in_the_draft(event, room):
    first = SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=room)
    put(first, 3, room)

    second = SessionFactory(event=event)
    put(second, 0, room)

    assert planned(second) == (event.starts_at, room.pk, "confirmed")
    with pytest.raises(ValidationError, match="is in this room"):
        take_back(session=first)


@pytest.mark.parametrize("options", [{"status": "cancelled"}, {}])
def test_a_cancelled_session_and_a_room_for_several_are_in_nobodys_way(event, options):
    room = RoomFactory(allows_parallel=not options)
    put(SessionFactory(event=event), 1, room, **options)

    put(SessionFactory(event=event), 1, room)

    assert Placement.objects.count() == 2


def test_a_session_is_not_planned_outside_of_its_event(event):
    with pytest.raises(ValidationError, match="inside the times of its event"):
        put(SessionFactory(event=event), 9)


def test_the_room_is_checked_while_its_row_is_held(event, room):
    put(SessionFactory(event=event), 1, room)
    late = Placement(
        session=SessionFactory(event=event),
        starts_at=event.starts_at + HOUR,
        ends_at=event.starts_at + 2 * HOUR,
        room=room,
        status="confirmed",
    )

    with pytest.raises(ValidationError, match="is in this room"):
        late.save()  # as after a form that was checked before the other one was saved


@pytest.mark.parametrize("field", ["starts_at", "room", "status"])
def test_once_there_is_a_version_a_session_is_moved_by_releases_alone(event, room, field):
    ScheduleReleaseFactory(event=event)
    session = SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + 2 * HOUR)
    setattr(session, field, {"starts_at": event.starts_at + HOUR, "room": room, "status": "cancelled"}[field])

    with pytest.raises(ValidationError, match="place the session in the programme"):
        session.full_clean()


def test_once_there_is_a_version_everything_else_of_a_session_is_still_edited(event):
    ScheduleReleaseFactory(event=event)
    session = SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + HOUR)
    session.title_en = "Another title"

    session.full_clean()

    Session(event=event, title_en="A new one").full_clean(exclude=["slug"])
