"""What does not fit in a programme."""

from datetime import timedelta

import pytest

from events.building.clashes import clashes_of
from events.building.placing import place
from events.building.slots import slots_of
from tests.events.factories import AppearanceFactory, EventFactory, SessionFactory
from tests.people.factories import PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def event():
    return EventFactory(capacity=200, languages=["kk", "ru"])


def session(event, title, minutes, *, person=None, **fields):
    """A session of an hour in the draft, so many minutes after the event begins."""
    made = SessionFactory(event=event, title_en=title, **{"kind": "workshop", **fields})
    starts_at = event.starts_at + minutes * MINUTE
    place(session=made, starts_at=starts_at, ends_at=starts_at + 60 * MINUTE, room=fields.get("room"))
    if person:
        AppearanceFactory(session=made, person=person)
    return made


def found(event):
    return [(clash.kind, clash.message) for clash in clashes_of(event, slots_of(event))]


def test_nobody_is_in_two_places_at_once(event):
    person = PersonFactory(name_en="Aigul")
    session(event, "Water", 0, person=person)
    session(event, "Soil", 30, person=person)
    session(event, "Air", 90, person=person)

    assert found(event) == [("person", "Aigul is in “Water” and in “Soil” at once.")]


def test_who_has_cancelled_and_what_is_cancelled_clashes_with_nothing(event):
    person = PersonFactory()
    session(event, "Water", 0, person=person)
    session(event, "Soil", 0, person=person).appearances.update(status="cancelled")
    air = session(event, "Air", 0, person=person)
    place(session=air, starts_at=event.starts_at, ends_at=event.starts_at + 60 * MINUTE, room=None, status="cancelled")

    assert found(event) == []


@pytest.mark.parametrize(("pause", "fits"), [(10, False), (20, True)])
def test_the_way_to_another_building_takes_time(event, pause, fits):
    person = PersonFactory(name_en="Aigul")
    here, there = (RoomFactory(place=PlaceFactory()) for _ in range(2))
    session(event, "Water", 0, person=person, room=here)
    session(event, "Soil", 60 + pause, person=person, room=there)

    message = "Aigul has 10 minutes from “Water” to “Soil” in another building."
    assert found(event) == ([] if fits else [("way", message)])


def test_a_room_for_everybody_holds_everybody(event):
    room = RoomFactory(name_en="Small hall", capacity=50)
    session(event, "Opening", 0, kind="plenary", room=room)
    session(event, "Water", 60, room=room)

    assert found(event) == [("size", "“Opening” is for all 200 people, Small hall has 50 seats.")]


def test_every_language_of_the_event_is_spoken_or_interpreted(event):
    session(event, "Water", 0, languages=["kk"], interpretation=["ru"])
    session(event, "Soil", 60, languages=["ru"])
    session(event, "Tea", 120, languages=["ru"], kind="break")
    session(event, "Air", 180, languages=[])

    assert found(event) == [("language", "“Soil” is neither in nor interpreted into: Kazakh.")]


def test_two_sessions_in_one_room_are_told_should_there_ever_be_such(event):
    room = RoomFactory(name_en="Hall", allows_parallel=True)
    session(event, "Water", 0, room=room)
    session(event, "Soil", 30, room=room)
    together = found(event)
    room.allows_parallel = False
    room.save()

    assert together == []
    assert found(event) == [("room", "“Water” and “Soil” are both in Hall.")]


def test_a_programme_is_read_in_as_many_queries_however_long_it_is(event, flat_queries):
    flat_queries(lambda: session(event, "Water", 0, person=PersonFactory()), slots_of, event)
