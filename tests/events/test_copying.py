"""An event as a template for the next one."""

from datetime import UTC, datetime, timedelta

import pytest

from events.building.copying import copy
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventOrganisationFactory,
    EventTagFactory,
    SessionFactory,
    SessionTagFactory,
)
from tests.places.factories import RoomFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_copy_has_the_programme_at_its_own_time_and_is_a_draft_without_people():
    event = EventFactory(title_en="Forum", website="https://forum.example", event_status="EventPostponed")
    EventOrganisationFactory(event=event)
    EventTagFactory(event=event, goal_id=6)
    room = RoomFactory()
    session = SessionFactory(
        event=event,
        title_en="Water",
        code="W1",
        starts_at=event.starts_at + HOUR,
        ends_at=event.starts_at + 2 * HOUR,
        room=room,
        recording_url="https://video.example/1",
        status="cancelled",
    )
    SessionTagFactory(session=session, goal_id=6)
    AppearanceFactory(session=session)

    copied = copy(event=event, starts_at=datetime(2027, 10, 18, 4, tzinfo=UTC))

    again = copied.sessions.get()
    assert (copied.title_en, copied.publication_state, copied.event_status) == ("Forum", "draft", "EventScheduled")
    assert (copied.slug, copied.guid) != (event.slug, event.guid)
    # Nine o'clock in Astana both times, though its distance from UTC has changed between them.
    assert copied.starts_at == datetime(2027, 10, 18, 4, tzinfo=UTC)
    assert again.starts_at == datetime(2027, 10, 18, 5, tzinfo=UTC)
    assert (again.title_en, again.code, again.room, again.publication_state) == ("Water", "W1", room, "draft")
    assert (again.recording_url, again.status) == ("", "confirmed")
    assert [tag.goal_id for tag in [*copied.tags.all(), *again.tags.all()]] == [6, 6]
    assert copied.organisers.count() == 1
    assert not again.appearances.exists()


def test_a_room_that_is_taken_at_the_new_time_is_left_out():
    room = RoomFactory()
    event = EventFactory()
    SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=room)

    copied = copy(event=event, starts_at=event.starts_at)

    assert copied.sessions.get().room is None
