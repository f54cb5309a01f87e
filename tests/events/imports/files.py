"""Programmes as other systems write them; every event, session and person in them is invented."""

import json
from copy import deepcopy
from datetime import datetime, timedelta, timezone
from uuid import UUID

ALMATY = timezone(timedelta(hours=5))
FIRST_DAY = datetime(2027, 5, 1, tzinfo=ALMATY)
PERSON, OTHER_PERSON = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))


def guid(number):
    return str(UUID(int=number, version=4))


def frab_session(number=1, *, hour=9, minutes=60, day=0, **changes):
    """A session of an hour as frab's JSON has it."""
    start = FIRST_DAY + timedelta(days=day, hours=hour)
    return {
        "id": number,
        "guid": guid(number),
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "title": f"Invented session {number}",
        "subtitle": "",
        "track": "Water",
        "type": "workshop",
        "language": "en",
        "abstract": f"What is said in session {number}",
        "description": "",
        "persons": [{"guid": PERSON, "name": "Invented Aigul"}],
        "links": [{"url": f"https://example.org/{number}", "title": "More"}],
        "attachments": [],
        **changes,
    }


def frab_document(rooms=None, /, **conference):
    """The document of a forum of two days with `rooms`, {name: sessions}; one session in one room unless told otherwise."""
    rooms = {"Hall A": [frab_session()]} if rooms is None else rooms
    days = {}
    for room, sessions in rooms.items():
        for session in sessions:
            date = str(session["date"])[:10]
            days.setdefault(date if date.startswith("2027") else "2027-05-01", {}).setdefault(room, []).append(session)
    told = {
        "acronym": "invented_forum",
        "title": "Invented forum",
        "start": "2027-05-01",
        "end": "2027-05-02",
        "daysCount": 2,
        "time_zone_name": "Asia/Almaty",
        "rooms": [{"name": "Hall A", "capacity": 40}],
        "days": [{"index": 1, "date": date, "rooms": rooms} for date, rooms in days.items()],
        **conference,
    }
    return {"schedule": {"version": "1", "conference": told}}


def frab_json(rooms=None, /, **conference):
    return json.dumps(frab_document(rooms, **conference)).encode()


FRAB_XML = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- Made by another system. -->
<schedule>
  <generator name="other" version="1"/>
  <version>1</version>
  <conference>
    <acronym>invented_forum</acronym><title>Invented forum</title><start>2027-05-01</start><end>2027-05-02</end>
    <days>2</days><timeslot_duration>00:05</timeslot_duration><time_zone_name>Asia/Almaty</time_zone_name>
  </conference>
  <day index="1" date="2027-05-01" start="2027-05-01T08:00:00+05:00" end="2027-05-02T03:59:00+05:00">
    <room name="Hall A">
      <event guid="{guid(1)}" id="1">
        <date>2027-05-01T09:00:00+05:00</date><start>09:00</start><duration>01:00</duration><room>Hall A</room>
        <slug>invented_forum-1-invented-session-1</slug><url>https://other.example.org/1</url>
        <recording><license/><optout>true</optout></recording>
        <title>Invented session 1</title><subtitle/><track>Water</track><type>Workshop</type><language>en</language>
        <abstract>What is said in session 1</abstract><description/>
        <persons><person id="7" guid="{PERSON}">Invented Aigul</person></persons>
        <links><link href="https://example.org/1">More</link></links><attachments/>
      </event>
      <event guid="{guid(2)}" id="2">
        <start>01:30</start><duration>00:30</duration><title>Invented night</title><persons/>
      </event>
    </room>
  </day>
</schedule>
""".encode()


# What pretalx gives its own widget for the schedule.
WIDGET = {
    "timezone": "Asia/Almaty",
    "event_start": "2027-05-01",
    "event_end": "2027-05-02",
    "version": "v1",
    "rooms": [{"id": 3, "name": {"en": "Hall A", "de": "Saal A"}}],
    "tracks": [{"id": 5, "name": {"en": "Water", "ru": "Вода"}}],
    "speakers": [{"code": "AIGUL1", "name": "Invented Aigul"}],
    "talks": [
        {
            "code": "ABCDEF",
            "id": 99,
            "title": "Invented session 1",
            "abstract": "What is said in session 1",
            "speakers": ["AIGUL1", "NOBODY"],
            "track": 5,
            "room": 3,
            "start": "2027-05-01T09:00:00+05:00",
            "end": "2027-05-01T10:00:00+05:00",
            "duration": 60,
            "state": None,
            "content_locale": "en",
            "do_not_record": True,
        },
        {
            "id": 100,
            "title": {"en": "Lunch", "ru": "Обед"},
            "room": 3,
            "start": "2027-05-01T10:00:00+05:00",
            "end": "2027-05-01T11:00:00+05:00",
            "slot_type": "break",
        },
    ],
}
# Sessions as pretalx's API gives them; the second is told under the names of the organisers' export.
SUBMISSIONS = [
    {
        "code": "ABCDEF",
        "title": "Invented session 1",
        "speakers": [{"code": "AIGUL1", "name": "Invented Aigul", "email": "aigul@example.org"}],
        "submission_type": {"en": "Workshop"},
        "track": {"en": "Water"},
        "state": "confirmed",
        "abstract": "What is said in session 1",
        "description": "",
        "duration": 60,
        "content_locale": "en",
        "slots": [{"room": {"id": 3, "name": {"en": "Hall A"}}, "start": "2027-05-01T09:00:00+05:00", "end": None}],
    },
    {
        "ID": "GHIJKL",
        "Proposal title": "Invented session 2",
        "Proposal state": "accepted",
        "Session type": {"en": "Talk"},
        "Speaker IDs": ["TIMUR1"],
        "Speaker names": ["Invented Timur"],
        "Room": None,
        "Start": None,
        "End": None,
        "Language": "ru",
    },
    {"code": "MNOPQR", "title": "Not wanted", "state": "rejected", "speakers": []},
]


# Speakers as pretalx's API gives them.
SPEAKERS = [
    {"code": "AIGUL1", "name": "Invented Aigul", "biography": "An engineer.", "submissions": ["ABCDEF"]},
    {"code": "DANA01", "name": "Invented Dana", "biography": "A\nhydrologist.", "submissions": ["ABCDEF", "NOWHERE"]},
]


def widget():
    return deepcopy(WIDGET)


def submissions():
    return deepcopy(SUBMISSIONS)
