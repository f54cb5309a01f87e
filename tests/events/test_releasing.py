"""A release makes the draft of a programme what everybody sees, and says what has changed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from events.building.changes import changes
from events.building.placing import place
from events.building.releasing import check_places, check_rooms, planned_changes, release, tell
from events.building.telling import letters_of
from events.models import Placement, Session
from portal.search.query import search
from publishing import content_version
from publishing.gathering import gathered
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
    SessionSeatFactory,
)
from tests.people.factories import PersonFactory
from tests.places.factories import RoomFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def event():
    return EventFactory(title_en="Civic Forum")


def put(session, hour, room=None, **options):
    starts_at = session.event.starts_at + hour * HOUR
    return place(session=session, starts_at=starts_at, ends_at=starts_at + HOUR, room=room, **options)


def out(event, **comments):
    return release(event=event, comments=comments, user=None)


def told(found):
    return [(str(change.session), change.kind) for change in found]


def test_visitors_see_what_is_released(event):
    session, room = SessionFactory(event=event), RoomFactory()
    put(session, 1, room)
    version = content_version.current()

    done = out(event, en="First version.", ru="Первая версия.")

    session.refresh_from_db()
    assert (session.starts_at, session.ends_at, session.room) == (
        event.starts_at + HOUR,
        event.starts_at + 2 * HOUR,
        room,
    )
    assert (done.version, done.comment_en, done.comment_ru) == (1, "First version.", "Первая версия.")
    assert not Placement.objects.exists()
    assert content_version.current() > version


def test_two_sessions_change_rooms_in_one_release(event):
    first, second = RoomFactory(), RoomFactory()
    one, other = (
        SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=room)
        for room in (first, second)
    )
    put(one, 4)
    put(other, 0, first)
    put(one, 0, second)

    out(event)

    rooms = dict(Session.objects.values_list("pk", "room"))
    assert rooms == {one.pk: second.pk, other.pk: first.pk}


def test_a_room_that_another_event_shows_its_visitors_is_not_taken(event):
    room = RoomFactory()
    elsewhere = EventFactory()
    theirs = SessionFactory(
        event=elsewhere, title_en="Theirs", starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=room
    )
    put(theirs, 5)  # their draft leaves the room, but nobody has been told yet
    put(SessionFactory(event=event), 0, room)

    with pytest.raises(ValidationError, match="“Theirs” is in this room"):
        out(event)

    assert not event.releases.exists()


def test_a_version_in_which_nothing_is_new_is_not_released(event):
    put(SessionFactory(event=event), 1)
    out(event)

    with pytest.raises(ValidationError, match="Nothing has changed since version 1"):
        out(event)


def test_the_next_release_tells_beforehand_what_it_changes(event):
    room = RoomFactory()
    moved, cancelled, other_room, dropped, same = (SessionFactory(event=event, title_en=title) for title in "ABCDE")
    for hour, session in enumerate((moved, cancelled, other_room, dropped, same)):
        put(session, hour)
    out(event)
    put(moved, 6)
    put(cancelled, 1, status="cancelled")
    put(other_room, 2, room)
    place(session=dropped, starts_at=None, ends_at=None, room=None)
    put(SessionFactory(event=event, title_en="F"), 7)
    put(SessionFactory(event=event, title_en="G", publication_state="draft"), 7)

    found = planned_changes(event)
    done = out(event)

    expected = {("A", "moved"), ("B", "cancelled"), ("C", "room"), ("D", "unplaced"), ("F", "added")}
    assert set(told(found)) == expected
    first = event.releases.get(version=1)
    assert set(told(changes(first.snapshot, done.snapshot, event.sessions.all()))) == expected


def test_of_what_a_reader_may_not_see_no_version_tells(event):
    seen, hidden = SessionFactory(event=event, title_en="Seen"), SessionFactory(event=event, title_en="Hidden")
    put(seen, 1)
    put(hidden, 2)
    first = out(event)
    Session.objects.filter(pk=hidden.pk).update(publication_state="archived")

    assert told(changes([], first.snapshot, event.sessions.published())) == [("Seen", "added")]


def test_what_is_released_is_found_by_search_as_it_is_now(event):
    session = SessionFactory(event=event, title_en="Zhetysu evening")
    put(session, 1)
    out(event)

    assert [hit.object_id for hit in search("zhetysu").page().hits] == [str(session.pk)]


@pytest.fixture
def moved(event):
    """The version in which “Water” and “Soil” move, “Air” does not. Aigul is in all three, two others in “Water”."""
    sessions = [SessionFactory(event=event, title_en=title) for title in ("Water", "Soil", "Air")]
    speaker = PersonFactory(name_en="Aigul", email="aigul@example.org")
    for hour, session in enumerate(sessions):
        put(session, hour)
        AppearanceFactory(session=session, person=speaker)
    silent, gone = PersonFactory(name_en="Without address", email=""), PersonFactory(email="gone@example.org")
    AppearanceFactory(session=sessions[0], person=silent, status="invited")
    AppearanceFactory(session=sessions[0], person=gone, status="cancelled")
    out(event)
    put(sessions[0], 4)
    put(sessions[1], 5)
    return out(event)


def test_one_mail_a_person_about_all_that_has_moved(moved):
    letters, without_address = letters_of(moved)

    assert [(letter.name, letter.email) for letter in letters] == [("Aigul", "aigul@example.org")]
    assert without_address == ["Without address"]
    assert letters[0].subject == "Civic Forum: the time or room of your session has changed"
    assert "Water: Moved" in letters[0].body
    assert "Soil: Moved" in letters[0].body
    assert "Air" not in letters[0].body


def test_a_mail_speaks_of_the_clock_of_the_event(moved):
    body = letters_of(moved)[0][0].body

    assert "before: 19 October 2023, 09:00–10:00" in body
    assert "now: 19 October 2023, 13:00–14:00" in body


def test_people_are_told_once(event, django_capture_on_commit_callbacks):
    session = SessionFactory(event=event)
    AppearanceFactory(session=session, person=PersonFactory(email="aigul@example.org"))
    put(session, 1)
    out(event)
    put(session, 2)
    done = out(event)

    with django_capture_on_commit_callbacks(execute=True):
        answers = [tell(release=done), tell(release=done)]

    assert answers == [True, False]
    assert [message.to for message in mail.outbox] == [["aigul@example.org"]]


def test_a_session_is_not_released_into_a_room_with_fewer_seats_than_are_taken(event):
    session = SessionFactory(event=event, needs_seat=True)
    for _ in range(2):
        SessionSeatFactory(session=session, registration=RegistrationFactory(event=event))
    put(session, 1, RoomFactory(capacity=1))

    with pytest.raises(ValidationError, match="2 seats are taken already"):
        out(event)

    session.refresh_from_db()
    assert (session.room, session.starts_at) == (None, None)


def test_a_release_checks_the_rooms_and_seats_of_thirty_sessions_in_as_many_queries_as_of_one(event, count_queries):
    def check():
        check_rooms(event)
        check_places(event, list(Placement.objects.select_related("session__event", "room")))

    def placed(number):
        for session in SessionFactory.create_batch(number, event=event, needs_seat=True):
            SessionSeatFactory(session=session, registration=RegistrationFactory(event=event))
            put(session, 1, RoomFactory(capacity=5))

    with gathered():
        placed(1)
        with_one = count_queries(check)
        placed(29)

    assert count_queries(check) == with_one <= 8
