"""What a file would do: whom and what it knows again, what it leaves, and what is refused with which sentence."""

import json

import pytest

from events.imports import runs
from events.imports.problems import FileRefused
from events.models import Event, Session
from people.models import Person
from places.models import Place
from tests.events.factories import EventFactory, SessionFactory
from tests.events.imports.bringing import HOUR, NINE, bring, figures, new_forum, plan_for, told
from tests.events.imports.files import FIRST_DAY, OTHER_PERSON, PERSON, frab_json, frab_session, guid, submissions
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return new_forum()


def test_what_staff_have_changed_since_is_kept_until_the_file_says_something_new(forum):
    bring(frab_json(), forum)
    session = Session.objects.get()
    session.title_en, session.starts_at = "Our own title", NINE - HOUR
    session.save()

    plan = plan_for(forum, frab_session())
    again = bring(frab_json(), forum)
    newer = bring(frab_json({"Hall A": [frab_session(title="Newer title")]}), forum)

    assert told(plan) == [
        (
            "Invented session 1",
            "left",
            [
                "Changed here since the last import, and kept: title [en].",
                "Changed here since the last import, and kept: starts at.",
            ],
        )
    ]
    assert (figures(again), figures(newer)) == ({"left": 1}, {"changed": 1})
    session.refresh_from_db()
    assert (session.title_en, session.starts_at) == ("Newer title", NINE - HOUR)


def test_people_are_known_by_guid_or_by_name_but_not_where_a_key_says_otherwise(forum):
    here = PersonFactory(guid=PERSON, name_en="Aigul of this portal")
    stranger = PersonFactory(name_en="Invented Timur")
    first = frab_session(persons=[{"guid": PERSON, "name": "Invented Aigul"}, {"name": "Invented Timur"}])
    second = frab_session(2, hour=12, persons=[{"name": "invented  TIMUR"}, {"code": "A", "name": "Invented Dana"}])
    third = frab_session(
        3, hour=15, persons=[{"code": "B", "name": "Invented Dana"}, {"guid": OTHER_PERSON, "name": "Invented Timur"}]
    )

    bring(frab_json({"Hall A": [first, second, third]}), forum)

    people = [
        [one.person for one in session.appearances.order_by("position")] for session in forum.sessions.order_by("pk")
    ]
    (aigul, timur), (timur_again, dana), (other_dana, timur_with_guid) = people
    assert (aigul, aigul.name_en, aigul.is_public) == (here, "Aigul of this portal", True)
    assert timur == timur_again == timur_with_guid != stranger
    assert dana != other_dana
    assert figures(bring(frab_json({"Hall A": [first, second, third]}), forum)) == {"left": 3}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "The session has no title."),
        ({"date": "tomorrow at nine"}, "“tomorrow at nine” is no date with a time: 2027-05-01T10:00:00+05:00."),
        ({"title": "x" * 301}, "title: Ensure this value has at most 300 characters (it has 301)."),
        (
            {"guid": None, "id": None},
            "The session has neither GUID nor code nor number, by which it would be known again.",
        ),
        (
            {"guid": guid(1)},
            "The session stands in the file twice; the first is at days[0].rooms['Hall A'][0].",
        ),
        ({"duration": None, "end": "2027-05-01T08:00:00+05:00"}, "The session ends before it begins."),
        (
            {"date": "2027-05-03T09:00:00+05:00"},
            "The session lies outside the times of the event, 1 May 2027, 00:00 to 3 May 2027, 00:00.",
        ),
        ({"date": "2027-05-01T09:30:00+05:00"}, "“Invented session 1” is in this room at that time."),
        ({"date": "2027-05-01T18:30:00+05:00"}, "“Of another event” is in this room at that time."),
        (
            {"persons": [{"name": "x" * 201}]},
            "name as shown: Ensure this value has at most 200 characters (it has 201).",
        ),
    ],
)
def test_one_bad_session_is_refused_with_the_reason_and_stops_the_rest_only_if_asked(forum, changes, sentence):
    hours = {"starts_at": NINE + 9 * HOUR, "ends_at": NINE + 10 * HOUR}
    other = EventFactory(starts_at=FIRST_DAY, ends_at=FIRST_DAY + 48 * HOUR)
    SessionFactory(event=other, title_en="Of another event", room=forum.place.rooms.get(), **hours)
    bad = frab_session(2, **{"hour": 12, "persons": [], **changes})
    kept = runs.keep(frab_json({"Hall A": [frab_session(), bad]}), name="x.json", event=forum, language="en")

    plan = runs.planned(kept)

    assert [sentences for _title, outcome, sentences in told(plan) if outcome == "refused"] == [[sentence]]
    with pytest.raises(FileRefused, match="Sessions are refused"):
        runs.carry_out(kept)
    assert (forum.sessions.count(), Person.objects.count()) == (0, 0)
    runs.carry_out(kept, leaves_out_refused=True)
    assert [session.title_en for session in forum.sessions.all()] == ["Invented session 1"]
    assert [person.name_en for person in Person.objects.all()] == ["Invented Aigul"]


def test_two_sessions_may_change_places_and_who_wants_a_place_that_is_not_left_is_refused(forum):
    first, second = frab_session(), frab_session(2, hour=12)
    bring(frab_json({"Hall A": [first, second]}), forum)

    swapped = plan_for(forum, frab_session(hour=12), frab_session(2, hour=9))
    stuck = plan_for(forum, frab_session(hour=12), frab_session(2, hour=23, day=5))

    assert [str(entry.outcome) for entry in swapped.entries] == ["changed", "changed"]
    assert [str(entry.outcome) for entry in stuck.entries] == ["refused", "refused"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (json.dumps(submissions()[:1]).encode(), "does not say what the event is called"),
        (frab_json({"Hall A": [frab_session(date=None, start=None)]}, start=None, end=None), "does not say when"),
        (frab_json(title="x" * 251), "at most 250 characters"),
    ],
)
def test_a_file_that_says_too_little_of_its_event_makes_none(content, message):
    with pytest.raises(FileRefused, match=message):
        bring(content)

    assert (Event.objects.count(), Place.objects.count()) == (0, 0)


def test_a_guid_that_a_session_of_another_event_has_is_not_taken_from_it(forum):
    bring(frab_json(), forum)

    done = bring(frab_json({"Hall B": [frab_session()]}))

    assert done.event != forum
    assert Session.objects.exclude(guid=guid(1)).get().event == done.event
    assert figures(bring(frab_json({"Hall B": [frab_session()]}), done.event)) == {"left": 1}
