"""A programme as any of the files tells it, in one plain form.

Texts are {language: text}; the language "" is that in which the file as a whole is written. What a file does not speak of is
None, which is another thing than what it leaves empty.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass
class Person:
    """Somebody in a session. `keys` are those by which a file may know them: "guid:…", "code:…", "id:…"."""

    name: dict
    keys: list = field(default_factory=list)
    biography: dict = field(default_factory=dict)


@dataclass
class Link:
    url: str
    title: dict
    is_file: bool = False


@dataclass
class Room:
    name: dict
    capacity: int | None = None


@dataclass
class Session:
    """A session of the file, at `place` in it. `keys` as of a Person, the strongest first.

    `starts_at` has no zone where the file says none. `status` is "" where the file says only that it takes place.
    """

    place: str
    keys: list
    title: dict
    starts_at: datetime | None = None
    length: timedelta | None = None
    ends_at: datetime | None = None
    room: dict = field(default_factory=dict)
    status: str = ""
    code: str = ""
    slug: str = ""
    kind: str | None = None
    track: dict | None = None
    language: str | None = None
    abstract: dict | None = None
    recording_url: str | None = None
    people: list = field(default_factory=list)
    links: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    is_partial: bool = False  # only people are told, of a session that another file has told


@dataclass
class Programme:
    """What a file tells of an event. `remarks` are (place, title, Problem) of what is left out of the programme."""

    form: str
    sessions: list
    title: dict = field(default_factory=dict)
    acronym: str = ""
    venue: dict = field(default_factory=dict)
    zone: str = ""
    first_day: date | None = None
    last_day: date | None = None
    rooms: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
