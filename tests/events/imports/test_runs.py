"""A programme from elsewhere comes in, comes again, changes, and goes: what is planned is what is done."""

import json
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command
from django.utils import timezone

from events.building.placing import place
from events.building.releasing import release
from events.imports import runs
from events.imports.fields import changes_of
from events.imports.problems import FileRefused
from events.models import Appearance, Event, ImportedSession, Material, Placement, ProgrammeImport, Session
from people.models import Person
from places.models import Room
from portal.search.query import search
from tests.events.factories import AppearanceFactory, EventFactory, SessionFactory
from tests.events.imports.bringing import HOUR, NINE, bring, figures, forum_of, new_forum, plan_for
from tests.events.imports.files import (
    OTHER_PERSON,
    PERSON,
    SPEAKERS,
    frab_json,
    frab_session,
    guid,
    submissions,
    widget,
)
from tests.people.factories import PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return new_forum()


@pytest.fixture
def moved_here():
    """A forum run elsewhere, brought in as a new event: a talk in English and, on the second day, a panel in Russian."""
    talk = frab_session(links=[], attachments=[{"url": "https://example.org/slides.pdf", "title": "Slides"}])
    panel = frab_session(2, hour=14, day=1, type="panel", persons=[{"name": "Invented Timur"}], language="ru-RU")
    return bring(frab_json({"Hall A": [talk], "Зал [ru]": [panel]}))


def test_a_forum_run_elsewhere_becomes_an_event_here(moved_here):
    event = moved_here.event
    assert figures(moved_here) == {"created": 2, "people": 2, "rooms": 2}
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


def test_nothing_of_what_is_moved_here_is_shown_to_anybody(client, moved_here):
    session = moved_here.event.sessions.first()

    assert {*Person.objects.values_list("publication_state", "is_public", "email")} == {("draft", False, "")}
    assert {*Session.objects.values_list("publication_state", flat=True)} == {"draft"}
    assert [client.get(row.get_absolute_url()).status_code for row in (moved_here.event, session)] == [404, 404]
    assert search("invented").page().hits == []


def test_who_makes_a_new_event_of_what_is_here_is_told_so(moved_here):
    again = runs.plan_of(runs.read(frab_json()), None, moved_here)

    assert str(again.remarks[-1][-1]) == (
        "“Invented forum” has sessions of this file: import into it to bring it up to date."
    )


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


def test_the_audit_trail_names_the_import_and_who_did_it(forum, editor):
    bring(frab_json(), forum)
    kept = runs.keep(
        frab_json({"Hall A": [frab_session(title="New")]}), name="x", event=forum, language="en", user=editor
    )
    runs.carry_out(kept)

    created, changed = LogEntry.objects.get_for_object(Session.objects.get()).order_by("pk")
    assert (created.action, created.actor) == (LogEntry.Action.CREATE, None)
    assert (changed.changes, changed.actor) == ({"title_en": ["Invented session 1", "New"]}, editor)
    assert changed.additional_data == {"import": kept.pk}
    assert LogEntry.objects.get_for_object(Person.objects.get()).count() == 1


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


def test_whom_the_file_no_longer_names_is_cancelled_and_returns_unless_we_took_them_out(forum):
    empty = frab_json({"Hall A": [frab_session(persons=[])]})
    bring(frab_json(), forum)
    bring(empty, forum, cancels_missing=True)
    aigul = Appearance.objects.get()
    before = aigul.status

    plan = plan_for(forum, frab_session())
    back = bring(frab_json(), forum)
    aigul.refresh_from_db()
    returned = aigul.status
    Appearance.objects.update(status="cancelled")
    again = bring(frab_json(), forum)

    assert changes_of(plan.entries[0]) == [["person", "Invented Aigul (Cancelled)", "Invented Aigul"]]
    assert (before, returned) == ("cancelled", "confirmed")
    assert [figures(one) for one in (back, again)] == [{"changed": 1}, {"left": 1}]
    assert LogEntry.objects.get_for_object(aigul).first().changes == {"status": ["cancelled", "confirmed"]}
    assert Appearance.objects.get().status == "cancelled"


def test_a_session_in_two_slots_comes_in_as_two_of_which_one_has_the_code(forum):
    twice = frab_json({"Hall A": [frab_session(code="ABCDEF"), frab_session(2, hour=12, code="ABCDEF")]})

    done, again = bring(twice, forum), bring(twice, forum)

    assert [figures(one) for one in (done, again)] == [{"created": 2, "people": 1}, {"left": 2}]
    assert [*forum.sessions.order_by("pk").values_list("code", flat=True)] == ["ABCDEF", ""]


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


def test_a_list_of_speakers_joins_the_sessions_that_are_here(forum):
    bring(json.dumps(submissions()).encode(), forum)
    speakers = json.dumps(SPEAKERS).encode()

    done = bring(speakers, forum, leaves_out_refused=True)
    again = bring(speakers, forum, leaves_out_refused=True, cancels_missing=True)
    whole = bring(json.dumps(submissions()).encode(), forum, cancels_missing=True)

    assert figures(done) == {"changed": 1, "refused": 1, "people": 1}
    assert figures(again) == {"left": 1, "refused": 1}
    dana = Person.objects.get(name_en="Invented Dana")
    assert (dana.biography_en, dana.is_public) == ("A\nhydrologist.", False)
    assert figures(whole) == {"changed": 1, "left": 1}
    assert dana.appearances.get().status == "cancelled"
    with pytest.raises(FileRefused, match="import the sessions first"):
        bring(speakers)


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


def test_files_go_once_they_are_brought_in_and_after_a_week_otherwise(
    forum, capsys, django_capture_on_commit_callbacks
):
    done, never, young = (runs.keep(frab_json(), name="x.json", event=forum, language="en") for _time in range(3))
    names = [one.file.name for one in (done, never, young)]
    with django_capture_on_commit_callbacks(execute=True):
        runs.carry_out(done)
    at_once = done.file.storage.exists(names[0])
    ProgrammeImport.objects.filter(pk=never.pk).update(created_at=timezone.now() - timedelta(days=8))

    for _time in range(2):
        call_command("purge_registrations")

    told = capsys.readouterr().out.splitlines()
    assert [line.rpartition(", ")[-1] for line in told] == [f"{number} files of imports deleted." for number in (1, 0)]
    assert (at_once, [young.file.storage.exists(name) for name in names]) == (False, [False, False, True])
    assert {*ProgrammeImport.objects.values_list("pk", "file")} == {(done.pk, ""), (young.pk, names[2])}
    with pytest.raises(FileRefused, match="brought in already"):
        runs.planned(ProgrammeImport.objects.get(pk=done.pk))


def test_three_hundred_sessions_cost_few_more_queries_than_thirty(count_queries, forum):
    for number in range(6):
        RoomFactory(place=forum.place, name_en=f"Hall {number}")
    second = EventFactory(place=PlaceFactory(), starts_at=forum.starts_at, ends_at=forum.ends_at)
    for number in range(6):
        RoomFactory(place=second.place, name_en=f"Hall {number}")

    few = count_queries(bring, forum_of(30), forum)
    many = count_queries(bring, forum_of(300), second)

    assert second.sessions.count() == 300
    assert few <= 75
    assert many <= 150  # SQLite takes so many values in a statement, so that rows go in portions


def test_an_event_of_ours_goes_elsewhere_and_comes_back_by_round_trip_of_people_not_shown(forum):
    session = SessionFactory(event=forum, title_en="Ours", starts_at=NINE, ends_at=NINE + HOUR)
    hidden = AppearanceFactory(session=session, person=PersonFactory(is_public=False))
    bring(frab_json({"Room not known": [frab_session(guid=str(session.guid), title="Ours", persons=[])]}), forum)

    hidden.refresh_from_db()
    session.refresh_from_db()
    assert (hidden.status, session.room) == ("confirmed", None)
