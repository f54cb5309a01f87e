"""Files of each form become one plain form; what is no programme is refused with a sentence."""

import json
from datetime import datetime, timedelta

import pytest

from events.imports import reading
from events.imports.problems import FileRefused
from events.imports.reading import read
from tests.events.imports.files import ALMATY, FRAB_XML, PERSON, frab_json, frab_session, guid, submissions, widget

NINE = datetime(2027, 5, 1, 9, tzinfo=ALMATY)
HOUR = timedelta(hours=1)


def facts(session):
    """What all the forms say of the same session."""
    end = session.ends_at or session.starts_at + session.length
    return {
        "title": next(iter(session.title.values())),
        "track": session.track.get("en") or session.track.get(""),
        "abstract": session.abstract,
        "language": session.language,
        "times": (session.starts_at, end),
        "room": session.room.get("en") or session.room.get(""),
        "people": [next(iter(person.name.values())) for person in session.people],
    }


SAME = {
    "title": "Invented session 1",
    "track": "Water",
    "abstract": {"": "What is said in session 1"},
    "language": "en",
    "times": (NINE, NINE + HOUR),
    "room": "Hall A",
    "people": ["Invented Aigul"],
}


@pytest.mark.parametrize(
    ("content", "form", "keys", "person_keys"),
    [
        (FRAB_XML, "schedule.xml", [f"guid:{guid(1)}", "id:1"], [f"guid:{PERSON}", "id:7"]),
        (frab_json(), "schedule.json", [f"guid:{guid(1)}", "id:1"], [f"guid:{PERSON}"]),
        (json.dumps(widget()).encode(), "pretalx", ["code:ABCDEF"], ["code:AIGUL1"]),
        (json.dumps({"results": submissions()}).encode(), "pretalx", ["code:ABCDEF"], ["code:AIGUL1"]),
    ],
    ids=["XML", "JSON", "widget", "sessions"],
)
def test_all_forms_tell_the_same_of_a_session(content, form, keys, person_keys):
    programme = read(b"\xef\xbb\xbf" + content)

    first = programme.sessions[0]
    assert (programme.form, facts(first), first.problems) == (form, SAME, [])
    assert (first.keys, first.people[0].keys) == (keys, person_keys)


def test_xml_without_dates_is_read_by_its_days_which_go_on_after_midnight():
    programme = read(FRAB_XML)

    night = programme.sessions[1]
    # Without an offset: what the clocks of the forum show.
    assert (night.starts_at.isoformat(), night.length) == ("2027-05-02T01:30:00", timedelta(minutes=30))
    assert (programme.title, programme.acronym, programme.zone) == (
        {"": "Invented forum"},
        "invented_forum",
        "Asia/Almaty",
    )
    assert (str(programme.first_day), str(programme.last_day)) == ("2027-05-01", "2027-05-02")
    assert programme.sessions[0].slug == "invented-session-1"
    assert [str(remark) for remark in programme.sessions[0].remarks] == [
        "The file says that this session must not be recorded: tell whoever records."
    ]


def test_widget_tells_breaks_texts_in_languages_and_whom_it_does_not_name():
    talk, lunch = read(json.dumps(widget()).encode()).sessions

    assert (lunch.kind, lunch.title, lunch.keys) == (
        "break",
        {"en": "Lunch", "ru": "Обед"},
        ["id:2027-05-01T10:00:00+05:00 3"],
    )
    assert (talk.track, talk.room) == ({"en": "Water", "ru": "Вода"}, {"en": "Hall A"})
    assert str(talk.remarks[0]) == "Of “NOBODY” the file says no name: left out."


def test_sessions_of_pretalx_bring_their_state_and_leave_out_what_was_not_accepted():
    programme = read(json.dumps(submissions()).encode())

    assert [(one.code, one.status, one.starts_at is None) for one in programme.sessions] == [
        ("ABCDEF", "confirmed", False),
        ("GHIJKL", "tentative", True),
    ]
    assert [person.keys for person in programme.sessions[1].people] == [["code:TIMUR1"]]
    assert [(place, title, str(remark)) for place, title, remark in programme.remarks] == [
        ("[2]", "Not wanted", "Left out, because its state is “rejected”.")
    ]


def test_a_session_that_takes_place_twice_under_one_code_is_two():
    document = widget()
    document["talks"][1] = {
        **document["talks"][0],
        "start": "2027-05-02T09:00:00+05:00",
        "end": "2027-05-02T10:00:00+05:00",
    }

    assert [one.keys for one in read(json.dumps(document).encode()).sessions] == [["code:ABCDEF"], ["code:ABCDEF 2"]]


def test_texts_of_our_own_export_go_back_to_the_language_they_stood_in_for():
    (session,) = read(frab_json({"Hall A": [frab_session(title="Вода [ru]", subtitle="A line")]})).sessions

    assert session.title == {"ru": "Вода"}
    assert session.abstract == {"": "A line\n\nWhat is said in session 1"}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"date": "tomorrow at nine"}, "“tomorrow at nine” is no date with a time: 2027-05-01T10:00:00+05:00."),
        ({"date": "0001-01-01T00:00:00+05:00"}, "“0001-01-01T00:00:00+05:00”: no event is in that year."),
        ({"date": None, "start": "25:00"}, "“25:00” is no date with a time: 2027-05-01T10:00:00+05:00."),
        ({"date": None, "start": None}, "The session does not say when it begins."),
        ({"duration": "an hour"}, "“an hour” is no duration: 01:30."),
        ({"duration": "00:00"}, "“00:00” is no duration: 01:30."),
        ({"duration": None}, "The session does not say when it ends."),
        ({"duration": ["01:00"]}, "The session does not say when it ends."),
    ],
)
def test_what_is_wrong_with_one_session_is_told_with_it(changes, problem):
    wrong, right = read(frab_json({"Hall A": [frab_session(**changes), frab_session(2)]})).sessions

    assert [str(one) for one in wrong.problems] == [problem]
    assert right.problems == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b" \n", "The file is empty."),
        (b"%PDF-1.7", "This is no programme"),
        (b"<html><body/></html>", "This is no programme"),
        (b"<schedule>", "This is no proper XML"),
        (b"<schedule/>", "There is no session in the file."),
        (b'<!DOCTYPE schedule [<!ENTITY a "b">]><schedule>&a;</schedule>', "defines entities of its own"),
        (b"<!DOCTYPE schedule><schedule/>", "defines entities of its own"),
        (b"<schedule>" + b"<day>" * 10_000, "This is no proper XML"),
        (b"<schedule>\x00</schedule>", "There are NUL characters"),
        ("<schedule/>".encode("utf-16"), "save it as UTF-8"),
        (b"{", "This is no proper JSON"),
        (b"[" * 10_000, "no proper JSON|nested deeper"),
        (b"[" * 100_000 + b"]" * 100_000, "nested deeper than any programme"),
        (b'{"a": "\xff"}', "save it as UTF-8"),
        (b'[{"title": "\\ud800"}]', "save it as UTF-8"),
        (b"{}", "This is no programme"),
        (b"[]", "There is no session in the file."),
        (b'{"schedule": {"conference": {"days": {}}}}', "This is no programme"),
        (b'{"schedule": {"conference": {"days": [1, {"rooms": [2]}]}}}', "There is no session in the file."),
        (b'[{"code": "A", "name": "Invented Aigul"}]', "There is no session in the file."),
        (b"[1, 2]", "This is no programme"),
    ],
)
def test_what_is_no_programme_is_refused(content, message):
    with pytest.raises(FileRefused, match=message):
        read(content)


def test_files_are_refused_that_are_larger_than_any_programme(monkeypatch):
    monkeypatch.setattr(reading, "MOST_SESSIONS", 1)
    with pytest.raises(FileRefused, match="more than 1 sessions"):
        read(frab_json({"Hall A": [frab_session(1), frab_session(2)]}))

    monkeypatch.setattr(reading, "LARGEST", 0)
    with pytest.raises(FileRefused, match="larger than 0 MB"):
        read(frab_json())


@pytest.mark.parametrize("junk", [None, 5, "text", [], {}, [None], {"name": 3}, True, 10**100])
def test_whatever_stands_where_something_else_should_be_is_never_an_error(junk):
    names = [*frab_session()]
    sessions = [frab_session(number, **{name: junk}) for number, name in enumerate(names)]
    lists = dict.fromkeys(["rooms", "tracks", "speakers", "timezone", "event_start"], junk)
    talks = [{**widget()["talks"][0], name: junk} for name in widget()["talks"][0]]

    assert len(read(frab_json({"Hall A": [*sessions, frab_session(99)]}, title=junk, rooms=junk)).sessions) > len(names)
    assert len(read(json.dumps({**lists, "talks": [*talks, junk]}).encode()).sessions) >= len(talks)
