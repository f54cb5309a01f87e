"""schedule.xml and schedule.json, held to the rules of the format as frab, pretalx and the recorders of the CCC use it.

Their XSD is under another licence than ours, so it is not kept here: SHAPE says what it asks of an event.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from events.frab.schedule import duration
from events.models import Session
from tests.events.calendars import LANGUAGES, in_language
from tests.events.factories import AppearanceFactory, EventFactory, MaterialFactory, SessionFactory
from tests.people.factories import PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ADDRESS = r"https?://\S+"
ANYTHING = r"(?s).*"
SHAPE = {
    "room": ".+",
    "title": ".+",
    "subtitle": ANYTHING,
    "type": ".+",
    "date": MOMENT,
    "start": r"[0-2]\d:[0-5]\d",
    "duration": r"\d{1,2}:\d\d(:\d\d)?",
    "abstract": ANYTHING,
    "slug": r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}",
    "track": ANYTHING,
    "persons": ANYTHING,
    "language": r"([a-z]{2,3})?",
    "description": ANYTHING,
    "recording": ANYTHING,
    "links": ANYTHING,
    "attachments": ANYTHING,
    "url": ADDRESS,
}


def at(hour, minute=0, day=19):
    """A moment of 19 October 2023 on the clock of Astana, which was UTC+6 then."""
    return datetime(2023, 10, day, hour, minute, tzinfo=UTC) - timedelta(hours=6)


@pytest.fixture
def forum():
    place = PlaceFactory(name="Congress hall")
    return EventFactory(title="Water forum", ends_at=at(18, day=21), place=place, languages=["ru"])


@pytest.fixture
def session(forum):
    room = RoomFactory(place=forum.place, name="Room A", capacity=40)
    times = {"starts_at": at(10), "ends_at": at(11, 30)}
    return SessionFactory(event=forum, title="Irrigation", room=room, track="Rivers", abstract="**Dry** wells", **times)


@pytest.fixture
def schedule(client):
    """Return a function that reads the schedule.xml of an event with lxml."""
    return lambda event: etree.fromstring(client.get(event.schedule_url("xml")).content)


@pytest.fixture
def as_json(client):
    return lambda event: client.get(event.schedule_url("json")).json()


def test_every_event_has_the_shape_of_the_format(schedule, session):
    SessionFactory(event=session.event, starts_at=at(9), ends_at=at(10))
    AppearanceFactory(session=session)

    root = schedule(session.event)

    assert [child.tag for child in root] == ["generator", "url", "version", "conference", "day"]
    events = root.findall("day/room/event")
    assert len(events) == 2
    for event in events:
        assert [child.tag for child in event] == list(SHAPE)
        said = {child.tag: "".join(child.itertext()) for child in event}
        assert {tag: text for tag, text in said.items() if not re.fullmatch(SHAPE[tag], text)} == {}
        assert int(event.get("id")) > 0
        assert re.fullmatch(UUID, event.get("guid"))
    assert len({event.findtext("slug") for event in events}) == 2


def test_conference_is_told(schedule, session):
    root = schedule(session.event)

    assert {child.tag: child.text for child in root.find("conference")} == {
        "title": "Water forum",
        "acronym": "water_forum",
        "start": "2023-10-19",
        "end": "2023-10-21",
        "days": "3",
        "timeslot_duration": "00:05",
        "base_url": f"http://testserver{session.event.get_absolute_url()}",
        "time_zone_name": "Asia/Almaty",
    }


def test_days_with_sessions_are_told_with_their_number_and_times(schedule, session):
    SessionFactory(event=session.event, starts_at=at(9, day=21), ends_at=at(17, day=21))

    days = [dict(day.attrib) for day in schedule(session.event).findall("day")]

    assert [(day["index"], day["date"]) for day in days] == [("1", "2023-10-19"), ("3", "2023-10-21")]
    assert [(day["start"], day["end"]) for day in days] == [
        ("2023-10-19T10:00:00+06:00", "2023-10-19T11:30:00+06:00"),
        ("2023-10-21T09:00:00+06:00", "2023-10-21T17:00:00+06:00"),
    ]


def test_session_is_told(schedule, session):
    (event,) = schedule(session.event).findall("day/room/event")

    told = ("date", "start", "duration", "abstract", "track", "language", "room")
    assert {name: event.findtext(name) for name in told} == {
        "date": "2023-10-19T10:00:00+06:00",
        "start": "10:00",
        "duration": "01:30",
        "abstract": "Dry wells",
        "track": "Rivers",
        "language": "ru",
        "room": "Room A",
    }


def test_people_of_a_session_are_named_once(schedule, session):
    aigul = AppearanceFactory(session=session, person=PersonFactory(name="Aigul")).person
    AppearanceFactory(session=session, person=aigul, role="moderator")

    (event,) = schedule(session.event).findall("day/room/event")

    assert [(one.text, one.get("id"), one.get("guid")) for one in event.find("persons")] == [
        ("Aigul", str(aigul.pk), str(aigul.guid))
    ]


def test_links_and_files_of_a_session_are_told_apart(schedule, session):
    of_session = {"event": session.event, "session": session}
    MaterialFactory(kind="link", title="More", url="https://example.org/more", **of_session)
    MaterialFactory(kind="presentation", title="Slides", url="https://example.org/slides", **of_session)
    session.recording_url = "https://example.org/film"
    session.save()

    (event,) = schedule(session.event).findall("day/room/event")

    assert [(one.text, one.get("href")) for one in event.find("links")] == [
        ("Recording", "https://example.org/film"),
        ("More", "https://example.org/more"),
    ]
    assert [(one.text, one.get("href")) for one in event.find("attachments")] == [
        ("Slides", "https://example.org/slides")
    ]
    assert event.findtext("recording/url") == "https://example.org/film"


def test_session_past_midnight_stands_on_the_day_on_which_it_begins(schedule, forum):
    SessionFactory(event=forum, starts_at=at(23), ends_at=at(1, day=20))

    (day,) = schedule(forum).findall("day")

    assert (day.get("date"), day.get("end")) == ("2023-10-19", "2023-10-20T01:00:00+06:00")
    assert day.findtext("room/event/duration") == "02:00"


@pytest.mark.parametrize(
    ("length", "told"),
    [
        ({"minutes": 5}, "00:05"),
        ({"hours": 30}, "30:00"),
        ({"days": 4, "hours": 5}, "4:05:00"),
        ({"days": 20}, "20:00:00"),
    ],
)
def test_duration_of_weeks_begins_with_days(length, told):
    assert duration(timedelta(**length)) == told


def test_what_the_format_cannot_say_is_not_in_it(schedule, as_json, session):
    forum = session.event
    SessionFactory(event=forum, title="Cancelled", status="cancelled", starts_at=at(12), ends_at=at(13))
    SessionFactory(event=forum, title="Some time")

    assert [event.findtext("title") for event in schedule(forum).iter("event")] == ["Irrigation"]

    forum.event_status = "EventCancelled"
    forum.save()
    assert [len(day) for day in schedule(forum).findall("day")] == [0]
    assert [day["rooms"] for day in as_json(forum)["schedule"]["conference"]["days"]] == [{}]


def test_nothing_hidden_is_told(client, session):
    AppearanceFactory(session=session, person=PersonFactory(name="Secret person", is_public=False))
    AppearanceFactory(session=session, person=PersonFactory(name="Secret guest"), status="invited")
    SessionFactory(event=session.event, title="Secret session", starts_at=at(12), ends_at=at(13), **DRAFT)

    files = [client.get(session.event.schedule_url(form)).text for form in ("xml", "json")]

    assert [file for file in files if "Secret" in file] == []
    assert client.get(EventFactory(**DRAFT).schedule_url("xml")).status_code == 404


def test_json_says_the_same_as_xml(schedule, as_json, session):
    AppearanceFactory(session=session, person=PersonFactory(name="Aigul"))

    told = as_json(session.event)["schedule"]

    root, conference = schedule(session.event), told["conference"]
    (event,) = root.findall("day/room/event")
    (shown,) = conference["days"][0]["rooms"]["Room A"]
    same = ("title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "language", "url")
    assert {name: shown[name] for name in same} == {name: event.findtext(name) or "" for name in same}
    assert (shown["guid"], shown["id"]) == (event.get("guid"), int(event.get("id")))
    assert [person["name"] for person in shown["persons"]] == ["Aigul"]
    assert (told["version"], conference["daysCount"]) == (root.findtext("version"), 3)
    assert [(room["name"], room["capacity"]) for room in conference["rooms"]] == [("Room A", 40)]
    assert conference["rooms"][0]["guid"] == root.find("day/room").get("guid")


def test_version_rises_with_a_change(schedule, session):
    before = schedule(session.event).findtext("version")
    Session.objects.filter(pk=session.pk).update(updated_at=session.updated_at + timedelta(minutes=1))

    assert schedule(session.event).findtext("version") > before


@pytest.mark.parametrize("language", LANGUAGES)
def test_schedules_are_told_in_every_language_and_answer_304(client, session, language):
    for form, kind in (("xml", "application/xml"), ("json", "application/json")):
        address = in_language(session.event.schedule_url(form), language)
        response = client.get(address)

        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert ("Irrigation [en]" in response.text) is (language != "en")
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_schedule_is_found_at_a_former_address(client, session):
    former = session.event.schedule_url("json")
    session.event.slug = "renamed"
    session.event.save()

    assert client.get(former).url == session.event.schedule_url("json")


def test_schedule_costs_the_same_for_thirty_sessions(client, forum, flat_queries):
    def make_session():
        session = SessionFactory(event=forum, room=RoomFactory(place=forum.place), starts_at=at(9), ends_at=at(10))
        AppearanceFactory(session=session)
        MaterialFactory(event=forum, session=session)

    for form in ("xml", "json"):
        flat_queries(make_session, client.get, forum.schedule_url(form), at_most=8)
