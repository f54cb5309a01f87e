"""An event as a template for the next one."""

from datetime import UTC, datetime, timedelta

import pytest

from events.building.copying import copy
from events.models import Question
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


NEXT_TIME = datetime(2027, 10, 18, 4, tzinfo=UTC)


@pytest.fixture
def event():
    """A forum with a session in a hall, and one of everything else that there is about them."""
    event = EventFactory(title_en="Forum", event_status="EventPostponed")
    EventOrganisationFactory(event=event)
    EventTagFactory(event=event, goal_id=6)
    Question.objects.create(event=event, text_en="Do you come by train?", kind="yes_no")
    session = SessionFactory(
        event=event,
        title_en="Water",
        code="W1",
        starts_at=event.starts_at + HOUR,
        ends_at=event.starts_at + 2 * HOUR,
        room=RoomFactory(),
        recording_url="https://video.example/1",
        status="cancelled",
    )
    SessionTagFactory(session=session, goal_id=6)
    AppearanceFactory(session=session)
    return event


def test_a_copy_has_the_programme_at_its_own_time(event):
    copied = copy(event=event, starts_at=NEXT_TIME)

    again = copied.sessions.get()
    # Nine o'clock in Astana both times, though its distance from UTC has changed between them.
    assert (copied.starts_at, again.starts_at) == (NEXT_TIME, NEXT_TIME + HOUR)
    assert (copied.title_en, again.title_en, again.code) == ("Forum", "Water", "W1")
    assert again.room == event.sessions.get().room
    assert copied.organisers.count() == 1
    assert copied.questions.get().text_en == "Do you come by train?"
    assert [tag.goal_id for tag in [*copied.tags.all(), *again.tags.all()]] == [6, 6]


def test_a_copy_is_a_draft_without_people_and_without_what_was_of_the_day(event):
    copied = copy(event=event, starts_at=NEXT_TIME)

    again = copied.sessions.get()
    assert (copied.publication_state, copied.event_status) == ("draft", "EventScheduled")
    assert (again.publication_state, again.recording_url, again.status) == ("draft", "", "confirmed")
    assert not again.appearances.exists()
    assert copied.slug != event.slug
    assert copied.guid != event.guid


def test_a_room_that_is_taken_at_the_new_time_is_left_out():
    room = RoomFactory()
    event = EventFactory()
    SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=room)

    copied = copy(event=event, starts_at=event.starts_at)

    assert copied.sessions.get().room is None
