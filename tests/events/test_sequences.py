"""SEQUENCE rises with each change of what a calendar shows, and with nothing else."""

import pytest
from django.utils import timezone

from events.models import Event, Session
from events.models.revisions import raise_sequences
from publishing import content_version
from tests.events.factories import EventFactory, SessionFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db


def sequence_of(row):
    return type(row).objects.get(pk=row.pk).sequence


SHOWN = {
    "title_kk": "Су форумы",
    "abstract_ru": "Тема",
    "track_en": "Rivers",
    "kind": "plenary",
    "status": "cancelled",
    "slug": "moved",
    "stream_url": "https://example.org/live",
}


@pytest.mark.parametrize("name", SHOWN)
def test_session_counts_each_change_that_a_calendar_shows(name):
    session = SessionFactory()

    setattr(session, name, SHOWN[name])
    session.save()
    session.save()

    assert sequence_of(session) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("code", "A1"), ("recording_url", "https://example.org"), ("languages", ["kk"])]
)
def test_session_does_not_count_what_no_calendar_shows(name, value):
    session = SessionFactory()

    setattr(session, name, value)
    session.save()

    assert sequence_of(session) == 0


def test_saving_some_fields_alone_counts_them_alone():
    session = SessionFactory()
    session.title_en, session.kind = "Drainage", "plenary"

    session.save(update_fields=["title_en"])

    assert (sequence_of(session), Session.objects.get(pk=session.pk).kind) == (1, "panel")


def test_what_was_read_long_ago_brings_no_old_number_back():
    session = SessionFactory()
    old = Session.objects.get(pk=session.pk)
    session.title_en = "Drainage"
    session.save()

    old.code = "A1"
    old.save(update_fields=["code", "sequence"])

    assert sequence_of(session) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("timezone", "Asia/Bishkek"), ("event_status", "EventCancelled"), ("slug", "moved")]
)
def test_change_of_an_event_that_its_sessions_show_counts_for_them_too(name, value):
    session = SessionFactory()
    event = session.event

    setattr(event, name, value)
    event.save()

    assert (sequence_of(event), sequence_of(session)) == (1, 1)


def test_change_of_the_text_of_an_event_is_none_of_its_sessions():
    session = SessionFactory()
    session.event.summary_en = "What is planned"
    session.event.save()

    assert (sequence_of(session.event), sequence_of(session)) == (1, 0)


def test_new_name_of_a_room_or_place_counts_for_what_is_in_it():
    place = PlaceFactory()
    event = EventFactory(place=place)
    session = SessionFactory(event=event, room=RoomFactory(place=place))

    session.room.name_en = "Room B"
    session.room.save()
    assert (sequence_of(event), sequence_of(session)) == (0, 1)

    place.name_ru = "Дворец"
    place.save()
    assert (sequence_of(event), sequence_of(session)) == (1, 2)

    place.save()
    session.room.save()
    assert (sequence_of(event), sequence_of(session)) == (1, 2)


def test_bulk_writes_count_through_one_function_which_also_dates_them():
    sessions = SessionFactory.create_batch(2)
    before, version = timezone.now(), content_version.current()

    raise_sequences(Session.objects.all())

    assert {row.sequence for row in Session.objects.all()} == {1}
    assert all(row.updated_at >= before for row in Session.objects.filter(pk__in=[one.pk for one in sessions]))
    assert content_version.current() == version + 1


def test_nobody_sets_the_number_by_hand(api_as_editor):
    event = EventFactory()

    answer = api_as_editor.patch(f"/api/v1/events/{event.slug}/", {"sequence": 99}, format="json")

    assert (answer.status_code, answer.json()["sequence"], Event.objects.get().sequence) == (200, 0, 0)
