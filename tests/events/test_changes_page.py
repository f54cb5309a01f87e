"""The page that tells visitors what has changed in a programme."""

from datetime import timedelta

import pytest

from events.building.placing import place
from events.building.releasing import release
from events.models import Session
from tests.events.factories import EventFactory, SessionFactory
from tests.places.factories import RoomFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def event():
    """Two versions: in the second “Water” is an hour later and in a hall, and “Soil” is new."""
    event = EventFactory(slug="forum", title_en="Civic Forum")
    water = SessionFactory(event=event, title_en="Water")
    put(water, 1)
    release(event=event, comments={"en": "The first day."}, user=None)
    put(water, 2, RoomFactory(name_en="Blue hall"))
    put(SessionFactory(event=event, title_en="Soil"), 4)
    release(event=event, comments={}, user=None)
    return event


def put(session, hour, room=None):
    starts_at = session.event.starts_at + hour * HOUR
    place(session=session, starts_at=starts_at, ends_at=starts_at + HOUR, room=room)


def told(answer):
    return [(str(change.session), change.kind) for change in answer.context["changes"]]


def test_the_last_two_versions_are_compared_in_the_hours_of_the_event(client, event):
    answer = client.get("/en/events/forum/changes/")

    text = " ".join(answer.content.decode().split())
    assert told(answer) == [("Water", "moved"), ("Soil", "added")]
    assert "From version 1 to version 2." in text
    assert ">19 October 2023, 10:00</time>" in text
    assert ">12:00</time>, Blue hall" in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("?to=1", [("Water", "added")]),
        ("?from=2&to=1", [("Water", "added")]),
        ("?from=1&to=1", [("Water", "added")]),
        ("?from=x&to=99", [("Water", "moved"), ("Soil", "added")]),
    ],
)
def test_any_two_are_compared_and_nonsense_is_no_error(client, event, asked, expected):
    assert told(client.get(f"/en/events/forum/changes/{asked}")) == expected


def test_a_session_withdrawn_from_the_public_is_in_no_version(client, event):
    Session.objects.filter(title_en="Soil").update(publication_state="draft")

    assert "Soil" not in client.get("/en/events/forum/changes/").content.decode()


def test_the_versions_of_a_hidden_event_are_hidden(client, event):
    event.publication_state = "draft"
    event.save()

    assert client.get("/en/events/forum/changes/").status_code == 404


def test_an_event_without_versions_says_so(client):
    EventFactory(slug="meeting")

    assert "This programme is not published in versions." in client.get("/en/events/meeting/changes/").content.decode()


def test_the_event_says_which_version_it_shows(client, event):
    text = " ".join(client.get("/en/events/forum/").content.decode().split())

    assert 'href="/en/events/forum/changes/"' in text
    assert "Version 2 of" in text


def test_a_page_of_many_versions_and_changes_costs_as_many_queries_as_of_few(client, event, flat_queries):
    sessions = iter(SessionFactory.create_batch(30, event=event))

    def change():
        put(next(sessions), 5)
        release(event=event, comments={}, user=None)

    flat_queries(change, client.get, "/en/events/forum/changes/?from=1")
