"""A session of a file beside ours, field by field."""

from copy import copy
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from events.imports.checks import check_fields
from events.imports.entries import Outcome, planned
from events.imports.fields import label_of
from events.imports.problems import Problem, SessionRefused
from events.imports.texts import text_of
from events.models import Appearance, Session
from publishing.cells import in_lines, in_one_line
from publishing.prose import to_text

TIMES = ("starts_at", "ends_at")
CONFIRMED, CANCELLED = Session.Status.CONFIRMED, Session.Status.CANCELLED
GONE = Appearance.Status.CANCELLED


def new_session(entry, wanted, *, event, guid, code):
    """Make `entry` one that creates a session with these values."""
    values = {"status": entry.said.status or CONFIRMED, **wanted.values}
    entry.session = Session(event=event, code=code, **({"guid": guid} if guid else {}))
    entry.changes = {name: (None, value) for name, value in values.items()}
    entry.added, entry.links = wanted.people, wanted.links
    entry.outcome = Outcome.CREATED
    check_fields(with_values(entry), exclude=["event", "slug", "room"])


def compare(entry, wanted, known, people_here):
    """Make `entry`, which has found a session of ours, say what would change; `people_here` are {key: Person}."""
    session, before = entry.session, known.said_of(entry.session)
    if status := wanted_status(entry.said, session):
        wanted.values["status"] = status
    for name, value in wanted.values.items():
        ours = entry.room_here if name == "room" else planned(session, name)
        if is_same(name, ours, value, session):
            continue
        if is_said_again(name, before, entry.told):
            entry.remarks.append(Problem("kept", {"field": str(label_of(name))}))
        else:
            entry.changes[name] = (ours, value)
    here = known.people[session.pk]
    entry.added, entry.returned = arrivals(wanted.people, here, before)
    told = {one.pk for one in wanted.people}
    gone = [key for key in before.get("people", []) if key not in told and here.get(key, GONE) != GONE]
    entry.gone = [people_here[key] for key in gone if key in people_here]
    ours = known.links[session.pk] | {session.recording_url, session.stream_url, *before.get("links", [])}
    entry.links = [link for link in wanted.links if link.url not in ours]
    check_fields(with_values(entry), exclude=["event", "slug", "room"])


def arrivals(people, here, before):
    """Return (added, returned) of `people`, whom the file names, beside those `here`, {key: status}.

    Whomever it named the last time too, `before`, it does not bring back: it is us who took them out.
    """
    anew = [one for one in people if one.pk not in before.get("people", [])]
    return [one for one in anew if one.pk not in here], [one for one in anew if here.get(one.pk) == GONE]


def is_said_again(name, before, told):
    """Tell whether the file said the same last time: then it is us who have changed it. Both times are one thing."""
    names = TIMES if name in TIMES else (name,)
    return all(before.get(one) == told.get(one) for one in names)


def told_of(said, wanted):
    """Return what is kept of what the file says, as JSON holds it; people follow when they have keys."""
    told = {name: as_json(value) for name, value in wanted.values.items() if name != "room"}
    several = {"room": text_of(said.room), "links": [link.url for link in wanted.links]}
    return told | {"status": said.status} | {name: value for name, value in several.items() if value}


def as_json(value):
    return value.isoformat() if isinstance(value, datetime) else value


def wanted_status(said, session):
    """A file that only says that a session takes place leaves it tentative, but not cancelled."""
    return said.status or (CONFIRMED if planned(session, "status") == CANCELLED else "")


def is_same(name, ours, value, session):
    """Tell whether the file says what our own export would say of the session."""
    if name == "languages":
        return (ours or session.event.languages)[:1] == value
    if name.startswith("abstract_"):
        return value in (in_lines(ours or ""), in_lines(to_text(ours or "")))
    if name.startswith(("title_", "track_")):
        return in_one_line(ours or "") == value
    return ours == value


def with_values(entry):
    """Return the session of `entry` as it would be, and check that it lies within its event. Raises SessionRefused."""
    row, event = copy(entry.session), entry.session.event
    moved = {name: planned(row, name) for name in TIMES}
    for name, value in (moved | {name: value for name, (_before, value) in entry.changes.items()}).items():
        if name != "room":
            setattr(row, name, value)
    if entry.changes.keys() & moved.keys() and (row.starts_at < event.starts_at or row.ends_at > event.ends_at):
        raise SessionRefused("outside", begin=at(event.starts_at, event), end=at(event.ends_at, event))
    return row


def at(moment, event):
    with timezone.override(event.zone):
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
