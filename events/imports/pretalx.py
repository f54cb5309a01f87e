"""pretalx's own JSON: the data of its schedule widget, and lists of sessions (from its API and from the organisers' export).

All tell sessions with a code, times with an offset, and texts that may be {"en": "…"}. Rooms, tracks, types and speakers
stand in them by name, as objects, or by a number or code that leads to another list of the same file.
"""

from collections import Counter

from events.imports import times
from events.imports.addresses import links_of
from events.imports.frab import objects, person_of
from events.imports.keys import keys_of
from events.imports.problems import FileRefused, Problem, SessionRefused
from events.imports.programme import Person, Programme, Room, Session
from events.imports.texts import joined, long_texts, plain, text_of, texts

LISTS = ("talks", "submissions", "sessions", "slots", "results")
# What the organisers' export calls things; its other names differ from these by blanks and capitals only.
ALIASES = {
    "id": "code",
    "proposal_title": "title",
    "session_title": "title",
    "proposal_state": "state",
    "session_state": "state",
    "session_type": "submission_type",
    "type": "submission_type",
    "language": "content_locale",
}
STATES = {
    "": "",
    "confirmed": "confirmed",
    "accepted": "tentative",
    "canceled": "cancelled",
    "cancelled": "cancelled",
    "withdrawn": "cancelled",
}


def rows_in(document):
    """Return the list of sessions in the JSON `document`, None where there is none."""
    if isinstance(document, list):
        return document
    lists = [document.get(name) for name in LISTS] if isinstance(document, dict) else []
    return next((rows for rows in lists if isinstance(rows, list)), None)


def read(document):
    """Return the Programme in the JSON `document`. Raises FileRefused where it has another shape."""
    rows = rows_in(document)
    told = document if isinstance(document, dict) else {}
    if rows and not any("title" in named(row) for row in objects(rows)):
        return of_speakers(objects(rows))
    known = Known(told)
    programme = Programme(
        form="pretalx",
        sessions=[],
        title=texts(told.get("name")) or texts(told.get("title")),
        acronym=plain(told.get("slug")),
        zone=times.zone(plain(told.get("timezone"))),
        first_day=times.day(plain(told.get("event_start"))),
        last_day=times.day(plain(told.get("event_end"))),
        rooms=[Room(name) for name in known.rooms.values()],
    )
    for number, row in enumerate(rows):
        add(programme, row, f"[{number}]", known)
    tell_apart(programme.sessions)
    return programme


def of_speakers(rows):
    """Return the Programme in a list of speakers: each says in which sessions, by their codes."""
    if not any("name" in row for row in rows):
        raise FileRefused("wrong_type")
    sessions = {}
    for number, row in enumerate(rows):
        for code in listed(row.get("submissions")):
            key = keys_of(code=code)
            told = Session(place=f"[{number}] {code}", keys=key, title={}, is_partial=True)
            sessions.setdefault(code, told).people += filter(None, [person_of(row)])
    return Programme(form="pretalx", sessions=[*sessions.values()])


class Known:
    """The rooms, tracks, types and speakers that a file lists beside its sessions, by number or code."""

    def __init__(self, told):
        self.rooms = names_by(told.get("rooms"), "id")
        self.tracks = names_by(told.get("tracks"), "id")
        self.types = names_by(told.get("submission_types"), "id")
        self.speakers = {plain(row.get("code")): row for row in objects(told.get("speakers"))}


def names_by(rows, key):
    return {plain(row.get(key)): name for row in objects(rows) if (name := texts(row.get("name")))}


def named(row):
    """Return a session under the names that the API has for its parts."""
    found = {}
    for key, value in row.items():
        name = str(key).strip().lower().replace(" ", "_")
        # An export of the organisers has the code as "ID"; elsewhere "id" is a number that changes with each version.
        alias = "id" if key == "id" else ALIASES.get(name, name)
        found.setdefault(alias, value)
    return found


def add(programme, row, place, known):
    """Add a row of the list to the sessions of `programme`, unless it is no part of it."""
    if not isinstance(row, dict):
        programme.sessions.append(Session(place=place, keys=[], title={}, problems=[Problem("no_session")]))
        return
    raw = named(row)
    state = plain(raw.get("state")).casefold()
    if state in STATES and raw.get("slot_type") != "blocker":
        programme.sessions.append(session_of(raw, place, STATES[state], known))
    else:
        left_out = Problem("left_out", {"value": state or "blocker"})
        programme.remarks.append((place, text_of(texts(raw.get("title"))), left_out))


def tell_apart(sessions):
    """A session that takes place twice stands there twice with one code: from the second time on that is counted."""
    times_seen = Counter()
    for session in sessions:
        if session.code and session.keys == [f"code:{session.code}"]:
            times_seen[session.code] += 1
            if (number := times_seen[session.code]) > 1:
                session.keys, session.code = [f"code:{session.code} {number}"], ""


def session_of(raw, place, status, known):
    slot = slot_of(raw)
    links, remarks = links_of(resources_of(raw))
    people, nameless = people_of(raw, known)
    session = Session(
        place=place,
        keys=keys_of(guid=raw.get("guid"), code=raw.get("code")) or break_keys(slot),
        code=plain(raw.get("code")),
        status=status,
        title=texts(raw.get("title")),
        kind="break" if raw.get("slot_type") == "break" else text_of(name_in(raw.get("submission_type"), known.types)),
        track=name_in(raw.get("track"), known.tracks),
        language=plain(raw.get("content_locale")),
        abstract=joined(long_texts(raw.get("abstract")), long_texts(raw.get("description"))),
        room=name_in(slot.get("room"), known.rooms),
        people=people,
        links=links,
        remarks=[*remarks, *nameless],
    )
    if raw.get("do_not_record") is True:
        session.remarks.append(Problem("do_not_record"))
    set_times(session, slot, raw)
    return session


def slot_of(raw):
    """Return where start, end and room stand: in the session itself, in its slot, or in the first of its slots."""
    if isinstance(raw.get("slot"), dict):
        return raw["slot"]
    return next(iter(objects(raw.get("slots"))), raw)


def break_keys(slot):
    """A break has no code, and its number changes with each version: it is known by where and when it is."""
    start, room = plain(slot.get("start")), slot.get("room")
    return keys_of(number=f"{start} {plain(room) or text_of(texts(room))}") if start else []


def set_times(session, slot, raw):
    """Fill in when the session is, if that is known by now; what is wrong with it is a problem of the session."""
    start, end, minutes = plain(slot.get("start")), plain(slot.get("end")), plain(raw.get("duration"))
    if not start:
        return
    try:
        session.starts_at = times.moment(start)
        if end:
            session.ends_at = times.moment(end)
        elif minutes:
            session.length = times.length(minutes)
        else:
            raise SessionRefused("no_end")
    except SessionRefused as refusal:
        session.problems.append(refusal.problem)


def name_in(value, names):
    """Return the name that `value` is, holds, or leads to by its number."""
    if isinstance(value, dict):
        return texts(value)
    key = plain(value)
    return names.get(key) or ({} if isinstance(value, int) else texts(key))


def people_of(raw, known):
    """Return (Persons, Problems about those of whom the file has no name)."""
    people, nameless = [], []
    for one in speakers_in(raw):
        code = plain(one.get("code"))
        told = {**known.speakers.get(code, {}), **one}
        if name := texts(told.get("name")):
            keys = keys_of(guid=told.get("guid"), code=code)
            people.append(Person(name, keys, long_texts(told.get("biography"))))
        else:
            nameless.append(Problem("nameless", {"value": code}))
    return people, nameless


def speakers_in(raw):
    """Return the speakers of a session as objects with what is said of each: code, name, biography."""
    given = raw.get("speakers")
    if isinstance(given, list):
        return [one if isinstance(one, dict) else {"code": plain(one)} for one in given]
    codes, names = listed(raw.get("speaker_ids")), listed(raw.get("speaker_names"))
    codes += [""] * (len(names) - len(codes))
    names += [""] * (len(codes) - len(names))
    return [{"code": code, "name": name} for code, name in zip(codes, names, strict=True)]


def listed(value):
    return [plain(one) for one in value] if isinstance(value, list) else []


def resources_of(raw):
    """Return the materials of a session as rows with "url" and "title"."""
    given = raw.get("resources")
    rows = given if isinstance(given, list) else []
    found = [one if isinstance(one, dict) else {"resource": one} for one in rows]
    return [
        {"url": one.get("resource"), "title": plain(one.get("description")), "is_file": True}
        for one in found
        if one.get("resource")
    ]
