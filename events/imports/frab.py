"""What frab's two forms have in common: a session of a day in a room, with the same names in XML and JSON."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from events.imports import times
from events.imports.addresses import links_of
from events.imports.keys import keys_of
from events.imports.problems import Problem, SessionRefused
from events.imports.programme import Person, Session
from events.imports.texts import joined, long_texts, plain, texts
from events.imports.words import in_interface_languages


@dataclass(frozen=True)
class Day:
    """A day of a file: it may go on after midnight, until the time at which the next one begins."""

    date: date | None
    begins: time | None = None


def day_of(date_text, start_text):
    """Return the Day; its start is that of its first session in some files, and of the night's end in others."""
    try:
        begins = datetime.fromisoformat(start_text).timetz().replace(tzinfo=None)
    except ValueError:
        begins = None
    return Day(times.day(date_text) or times.day(start_text), begins)


def session_of(raw, *, place, day, room):
    """Return the Session that `raw` tells: a dict of what stands under frab's names.

    What is wrong with it stands among its problems.
    """
    recording, links, remarks = recording_of(raw)
    session = Session(
        place=place,
        keys=keys_of(guid=raw.get("guid"), code=raw.get("code"), number=raw.get("id")),
        code=plain(raw.get("code")),
        slug=slug_of(plain(raw.get("slug")), plain(raw.get("id"))),
        title=texts(raw.get("title")),
        kind=plain(raw.get("type")),
        track=texts(raw.get("track")),
        language=plain(raw.get("language")),
        abstract=joined(*(long_texts(raw.get(name)) for name in ("subtitle", "abstract", "description"))),
        room=texts(room),
        recording_url=recording,
        people=[person for person in map(person_of, objects(raw.get("persons"))) if person],
        links=links,
        remarks=remarks,
    )
    if raw.get("do_not_record") is True:
        session.remarks.append(Problem("do_not_record"))
    set_times(session, raw, day)
    return session


def set_times(session, raw, day):
    """Fill in when the session is; what hinders that is a problem of the session."""
    date_text, start, duration = (plain(raw.get(name)) for name in ("date", "start", "duration"))
    try:
        if len(date_text) > len("2027-05-01"):
            session.starts_at = times.moment(date_text)
        elif start and (on := times.day(date_text) or day.date):
            session.starts_at = times.on_day(on, start, day.begins)
        else:
            raise SessionRefused("no_start")
        if duration:
            session.length = times.length(duration)
        elif end := plain(raw.get("end")):
            session.ends_at = times.moment(end)
        else:
            raise SessionRefused("no_end")
    except SessionRefused as refusal:
        session.problems.append(refusal.problem)


def recording_of(raw):
    """Return (address of the recording, Links, remarks): our own files name the recording among the links."""
    files = [{**one, "is_file": True} for one in objects(raw.get("attachments"))]
    links, remarks = links_of([*objects(raw.get("links")), *files])
    recording = plain(raw.get("recording_url"))
    named = [link.url for link in links if in_interface_languages("Recording") & {*link.title.values()}]
    return recording or next(iter(named), ""), links, remarks


def person_of(raw):
    """Return the Person of frab's object, or None where it has no name."""
    name = texts(raw.get("public_name") or raw.get("name") or raw.get("full_public_name"))
    keys = keys_of(guid=raw.get("guid"), code=raw.get("code"), number=raw.get("id"))
    return Person(name, keys, long_texts(raw.get("biography"))) if name else None


def slug_of(slug, number):
    """Return the last part of "forum-017-opening", which is what the session is called in addresses; else ""."""
    found = re.fullmatch(rf"[^/]+?-0*{re.escape(number)}-([a-z0-9][a-z0-9_-]*)", slug) if number else None
    return found[1] if found else ""


def objects(value):
    """Return those entries of a list that have names and values; a list is not always where one should be."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
