"""What a session of a file says in the terms of our Session: {field: value}. What the file leaves empty is not in it."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from events.imports.addresses import is_address
from events.imports.kinds import DEFAULT, kind_of
from events.imports.problems import Problem, SessionRefused
from events.imports.texts import settled
from events.imports.words import in_interface_languages
from publishing.wording import LANGUAGE_CODES

LANGUAGE = re.compile(r"[a-z]{2,3}")
TEXTS = ("title", "abstract", "track")


@dataclass
class Wanted:
    """`values` are to be compared with ours; `people` are Persons, `links` those that become materials."""

    values: dict = field(default_factory=dict)
    people: list = field(default_factory=list)
    links: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


def code_of(language):
    """Return "ru" of "ru", "ru-RU" or "ru_RU"; "" where that is no code of a language."""
    code = re.split("[-_]", language.casefold(), maxsplit=1)[0]
    return code if LANGUAGE.fullmatch(code) else ""


def language_of(session, chosen, default):
    """Return the language of the texts of a session of the file: as was chosen, else that in which it is held."""
    spoken = code_of(session.language or "")
    return chosen or (spoken if spoken in LANGUAGE_CODES else default)


def times_of(session, zone):
    """Return (start, end), both None where the file does not say them. Raises SessionRefused."""
    if session.starts_at is None:
        return None, None
    start, end = in_zone(session.starts_at, zone), session.ends_at
    end = start + session.length if session.length else in_zone(end, zone)
    if end <= start:
        raise SessionRefused("ends_before")
    return start, end


def in_zone(moment: datetime, zone):
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def wanted_of(session, *, language, zone, rooms, people):
    """Return the Wanted of a session of the file. Raises SessionRefused."""
    wanted = Wanted(remarks=list(session.remarks))
    put_texts(wanted, session, language)
    put_kind(wanted, session)
    put_language(wanted, session)
    put_links(wanted, session)
    starts_at, ends_at = times_of(session, zone)
    if starts_at:
        wanted.values |= {"starts_at": starts_at, "ends_at": ends_at}
        if room := rooms.find(session.room):
            wanted.values["room"] = room
    wanted.people = list({id(one): one for one in (people.find(said, language) for said in session.people)}.values())
    return wanted


def put_texts(wanted, session, language):
    if not session.title:
        raise SessionRefused("no_title")
    for name in TEXTS:
        for code, text in settled(getattr(session, name) or {}, language).items():
            wanted.values[f"{name}_{code}"] = text


def put_kind(wanted, session):
    if not session.kind:
        return
    if (kind := kind_of(session.kind)) is None:
        wanted.remarks.append(Problem("unknown_kind", {"value": session.kind, "kind": str(DEFAULT.label)}))
    wanted.values["kind"] = str((kind or DEFAULT).value)


def put_language(wanted, session):
    if code := code_of(session.language or ""):
        wanted.values["languages"] = [code]
    elif session.language:
        wanted.remarks.append(Problem("unknown_language", {"value": session.language[:60]}))


def put_links(wanted, session):
    """Our exports tell the stream among the links, and the recording too; both have a place of their own here."""
    stream = in_interface_languages("Live stream")
    for name, url in [
        ("recording_url", session.recording_url or ""),
        ("stream_url", next((link.url for link in session.links if stream & {*link.title.values()}), "")),
    ]:
        if url and is_address(url):
            wanted.values[name] = url
        elif url:
            wanted.remarks.append(Problem("wrong_address", {"value": url[:200]}))
    own = {wanted.values.get("recording_url"), wanted.values.get("stream_url")}
    wanted.links = [link for link in session.links if link.url not in own]
