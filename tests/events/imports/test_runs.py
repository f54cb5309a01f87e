"""A programme from elsewhere comes in, comes again, changes, and goes: what is planned is what is done."""

import json
from datetime import timedelta

import pytest
from auditlog.models import LogEntry

from events.building.placing import place
from events.building.releasing import release
from events.imports import runs
from events.imports.problems import FileRefused
from events.models import Appearance, Event, ImportedSession, Material, Placement, Session
from people.models import Person
from places.models import Place, Room
from portal.search.query import search
from tests.events.factories import AppearanceFactory, EventFactory, SessionFactory
from tests.events.imports.files import (
    FIRST_DAY,
    OTHER_PERSON,
    PERSON,
    frab_json,
    frab_session,
    guid,
    submissions,
    widget,
)
from tests.people.factories import PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NINE = FIRST_DAY + 9 * HOUR


def bring(content, event=None, **options):
    """Bring a file in and return its ProgrammeImport, with the event; what was planned is what was done."""
    told = {name: options.pop(name) for name in ("language", "cancels_missing") if name in options}
    kept = runs.keep(content, name="schedule.json", event=event, **{"language": "en", **told})
    before = runs.planned(kept)
    runs.carry_out(kept, mark=before.mark, **options)
    assert kept.figures == before.figures
    return kept


def figures(kept):
    return {name: number for name, number in kept.figures.items() if number}


@pytest.fixture
def forum():
    """A forum on the two days of the files, in a venue with a Hall A, which has no session yet."""
    hall = RoomFactory(name_en="Hall A")
    return EventFactory(place=hall.place, starts_at=FIRST_DAY, ends_at=FIRST_DAY + 48 * HOUR)


def told(plan):
    """Return [(title, outcome, sentences)] of a plan."""
    return [
        (entry.title, str(entry.outcome), [str(one) for one in (*entry.problems, *entry.remarks)])
        for entry in plan.entries
    ]


def plan_for(event, *sessions, **options):
    kept = runs.keep(frab_json({"Hall A": sessions}), name="x.json", event=event, language="en", **options)
    return runs.planned(kept)


def test_a_forum_run_elsewhere_becomes_a_draft_of_which_nobody_is_shown_anything(client, editor):
    talk = frab_session(links=[], attachments=[{"url": "https://example.org/slides.pdf", "title": "Slides"}])
    panel = frab_session(2, hour=14, day=1, type="panel", persons=[{"name": "Invented Timur"}], language="ru-RU")

    done = bring(frab_json({"Hall A": [talk], "Зал [ru]": [panel]}))

    event = done.event
    assert figures(done) == {"created": 2, "people": 2, "rooms": 2}
    assert (event.title_en, event.slug, event.publication_state) == ("Invented forum", "invented-forum", "draft")
    assert (event.starts_at, event.ends_at) == (NINE, NINE + 30 * HOUR)
    assert (event.timezone, event.languages, event.place.name_en) == ("Asia/Almaty", ["en", "ru"], "Venue")
    assert [(room.name_en, room.name_ru, room.capacity) for room in Room.objects.order_by("pk")] == [
        ("Hall A", None, 40),
        (None, "Зал", None),
    ]
    first, second = event.sessions.order_by("pk")
    assert (str(first.guid), first.title_en, first.kind, first.track_en) == (
        guid(1),
        "Invented session 1",
        "workshop",
        "Water",
    )
    assert (first.starts_at, first.ends_at, first.room.name_en) == (NINE, NINE + HOUR, "Hall A")
    assert (second.languages, second.room.name_ru, second.status) == (["ru"], "Зал", "confirmed")
    assert Material.objects.get(session=first).kind == "document"
    assert [str(one.person.guid) for one in first.appearances.all()] == [PERSON]
    assert {*Person.objects.values_list("publication_state", "is_public", "email")} == {("draft", False, "")}
    assert {*Session.objects.values_list("publication_state", flat=True)} == {"draft"}
    assert [client.get(row.get_absolute_url()).status_code for row in (event, first)] == [404, 404]
    assert search("invented").page().hits == []
    assert [str(one) for _place, _title, one in runs.plan_of(runs.read(runs.content_of(done)), None, done).remarks][
        -1:
    ] == ["“Invented forum” has sessions of this file: import into it to bring it up to date."]


def test_the_same_file_again_changes_nothing_and_people_shown_by_then_stay_shown(client):
    done = bring(frab_json())
    Person.objects.update(is_public=True, consented_on="2027-01-01", publication_state="published")
    Session.objects.update(publication_state="published")
    Event.objects.update(publication_state="published")

    again = bring(frab_json(), done.event)

    assert figures(again) == {"left": 1}
    assert "Invented Aigul" in client.get(Session.objects.get().get_absolute_url()).text
    assert (Person.objects.count(), Appearance.objects.count(), ImportedSession.objects.count()) == (1, 1, 1)


def test_a_change_is_told_field_by_field_and_done(forum):
    bring(frab_json(), forum)
    changed = frab_session(hour=11, title="Another title", persons=[{"guid": OTHER_PERSON, "name": "Invented Timur"}])

    kept = runs.keep(frab_json({"Hall B": [changed]}), name="x.json", event=forum, language="en", cancels_missing=True)
    (entry,) = runs.planned(kept).entries
    runs.carry_out(kept)

    assert {name: (str(before), str(after)) for name, (before, after) in entry.changes.items()} == {
        "title_en": ("Invented session 1", "Another title"),
        "starts_at": ("2027-05-01 04:00:00+00:00", "2027-05-01 06:00:00+00:00"),
        "ends_at": ("2027-05-01 05:00:00+00:00", "2027-05-01 07:00:00+00:00"),
        "room": ("Hall A", "Hall B"),
    }
    session = Session.objects.get()
    assert (session.title_en, session.starts_at, session.room.name_en) == ("Another title", NINE + 2 * HOUR, "Hall B")
    assert session.sequence == 1
    assert [*session.appearances.order_by("pk").values_list("person__name_en", "status")] == [
        ("Invented Aigul", "cancelled"),
        ("Invented Timur", "confirmed"),
    ]
    trail = LogEntry.objects.get_for_object(session).latest("pk")
    assert (trail.changes["title_en"], trail.additional_data) == (
        ["Invented session 1", "Another title"],
        {"import": kept.pk},
    )


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


def test_what_the_file_no_longer_has_stays_or_is_cancelled_and_returns(forum):
    SessionFactory(event=forum, title_en="Our own")
    both = frab_json({"Hall A": [frab_session(), frab_session(2, hour=12)]})
    bring(both, forum)

    left = bring(frab_json(), forum)
    states = [*forum.sessions.order_by("pk").values_list("status", flat=True)]
    cancelled = bring(frab_json(), forum, cancels_missing=True)
    again = bring(frab_json(), forum, cancels_missing=True)
    then = forum.sessions.get(guid=guid(2)).status
    back = bring(both, forum)

    assert states == ["confirmed"] * 3
    assert [figures(one) for one in (left, cancelled, again, back)] == [
        {"left": 1, "gone": 1},
        {"left": 1, "cancelled": 1},
        {"left": 1},
        {"left": 1, "changed": 1},
    ]
    assert (then, forum.sessions.get(guid=guid(2)).status) == ("cancelled", "confirmed")


def test_a_released_programme_gets_a_draft_which_visitors_see_with_the_next_version(client, forum):
    bring(frab_json(), forum)
    forum.sessions.update(publication_state="published")
    release(event=forum, comments={}, user=None)
    later = frab_json({"Hall A": [frab_session(hour=11), frab_session(2, hour=14)]})

    done = bring(later, forum)
    again = bring(later, forum)

    old, new = forum.sessions.order_by("pk")
    assert [figures(one) for one in (done, again)] == [{"changed": 1, "created": 1}, {"left": 2}]
    assert (old.starts_at, new.starts_at, new.room) == (NINE, None, None)
    assert [*Placement.objects.order_by("pk").values_list("starts_at", "room__name_en", "status")] == [
        (NINE + 2 * HOUR, "Hall A", "confirmed"),
        (NINE + 5 * HOUR, "Hall A", "confirmed"),
    ]
    release(event=forum, comments={}, user=None)
    old.refresh_from_db()
    assert old.starts_at == NINE + 2 * HOUR

    bring(frab_json({"Hall A": [frab_session(hour=12)]}), forum)
    bring(frab_json({"Hall A": [frab_session(hour=11)]}), forum)
    assert not Placement.objects.filter(session=old).exists()


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


def test_pretalx_comes_first_as_widget_then_with_its_state_and_then_as_schedule(forum):
    bring(json.dumps(widget()).encode(), forum)
    states = bring(json.dumps(submissions()).encode(), forum)
    whole = bring(frab_json({"Hall A": [frab_session(code="ABCDEF", persons=[], track="")]}), forum)
    again = bring(json.dumps(submissions()).encode(), forum)

    talk = forum.sessions.get(code="ABCDEF")
    assert (talk.kind, talk.track_ru, talk.room.name_en) == ("workshop", "Вода", "Hall A")
    assert forum.sessions.get(code="GHIJKL").status == "tentative"
    assert forum.sessions.get(kind="break").title_ru == "Обед"
    assert [figures(one) for one in (states, whole, again)] == [
        {"created": 1, "changed": 1, "gone": 1, "people": 1},
        {"changed": 1, "gone": 2},
        {"left": 2, "gone": 1},
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "The session has no title."),
        ({"title": "x" * 301}, "title: Ensure this value has at most 300 characters (it has 301)."),
        (
            {"guid": None, "id": None},
            "The session has neither GUID nor code nor number, by which it would be known again.",
        ),
        (
            {"guid": guid(1)},
            "The session stands in the file twice; the first is at schedule.conference.days[0].rooms['Hall A'][0].",
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


def test_nothing_is_done_that_was_not_looked_at(forum):
    kept = runs.keep(frab_json(), name="x.json", event=forum, language="en")
    mark = runs.planned(kept).mark
    taken = SessionFactory(event=forum)
    place(session=taken, starts_at=NINE, ends_at=NINE + HOUR, room=forum.place.rooms.get())

    with pytest.raises(FileRefused, match="look again"):
        runs.carry_out(kept, mark=mark)
    taken.delete()
    runs.carry_out(kept, mark=mark)

    with pytest.raises(FileRefused, match="brought in already"):
        runs.carry_out(kept, mark=mark)
    assert forum.sessions.count() == 1


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


def forum_of(count):
    """A forum of two days with so many sessions, fifty in a room, each with two people of its own."""
    rooms = {}
    for number in range(1, count + 1):
        place_in_room = (number - 1) % 50
        people = [{"guid": guid(10_000 + 2 * number + extra), "name": f"Person {number}-{extra}"} for extra in (0, 1)]
        session = frab_session(number, hour=8, persons=people, day=place_in_room // 25)
        session["date"] = (
            FIRST_DAY + timedelta(days=place_in_room // 25, hours=8, minutes=30 * (place_in_room % 25))
        ).isoformat()
        session["duration"] = "00:30"
        rooms.setdefault(f"Hall {(number - 1) // 50}", []).append(session)
    return frab_json(rooms)


def test_three_hundred_sessions_cost_few_more_queries_than_thirty(count_queries, forum):
    for number in range(6):
        RoomFactory(place=forum.place, name_en=f"Hall {number}")
    second = EventFactory(place=PlaceFactory(), starts_at=forum.starts_at, ends_at=forum.ends_at)
    for number in range(6):
        RoomFactory(place=second.place, name_en=f"Hall {number}")

    few = count_queries(bring, forum_of(30), forum)
    many = count_queries(bring, forum_of(300), second)

    assert second.sessions.count() == 300
    assert many <= 3 * few
    assert many <= 200


def test_an_event_of_ours_goes_elsewhere_and_comes_back_by_round_trip_of_people_not_shown(forum):
    session = SessionFactory(event=forum, title_en="Ours", starts_at=NINE, ends_at=NINE + HOUR)
    hidden = AppearanceFactory(session=session, person=PersonFactory(is_public=False))
    bring(frab_json({"Room not known": [frab_session(guid=str(session.guid), title="Ours", persons=[])]}), forum)

    hidden.refresh_from_db()
    session.refresh_from_db()
    assert (hidden.status, session.room) == ("confirmed", None)
