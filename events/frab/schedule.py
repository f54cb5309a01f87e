"""The programme of an event as frab, pretalx and the apps for visitors of conferences know it: days, rooms, sessions.

What the format cannot say is not in it: sessions without hours, and those that do not take place.
"""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from events.models import Appearance, Event, Material, Session
from people.models import Person
from publishing.addresses import full
from publishing.templatetags.content import told

MINUTE = timedelta(minutes=1)
TIMESLOT = timedelta(minutes=5)


@dataclass
class Day:
    """A day of the event with its sessions by the name of their room, in the order of the day."""

    index: int
    date: date
    start: datetime
    end: datetime
    rooms: dict = field(default_factory=dict)


def sessions_for(event, user):
    """Return the sessions of `event` that the format can tell of, with what it tells of each, in four queries."""
    names = Person.objects.visible_to(user).defer("biography")
    people = Appearance.objects.visible_to(user).prefetch_related(Prefetch("person", names)).in_order()
    materials = Material.objects.visible_to(user).order_by("position", "pk")
    if event.event_status == Event.EventStatus.CANCELLED:
        return Session.objects.none()
    return (
        event.sessions.visible_to(user)
        .exclude(status=Session.Status.CANCELLED)
        .exclude(starts_at=None)
        .select_related("room")
        .prefetch_related(Prefetch("appearances", people), Prefetch("materials", materials))
        .chronological()
    )


def days_of(event, sessions):
    """Return the Days on which there are sessions; the first of the event, without any, where there are none at all.

    A session that goes past midnight stands on the day on which it begins.
    """
    days = {}
    for session in sessions:
        start, end = (moment.astimezone(event.zone) for moment in (session.starts_at, session.ends_at))
        day = days.setdefault(start.date(), Day(index_of(event, start.date()), start.date(), start, end))
        day.end = max(day.end, end)
        day.rooms.setdefault(room_name(session), []).append(session)
    return list(days.values()) or [first_day(event)]


def first_day(event):
    start, end = (moment.astimezone(event.zone) for moment in (event.starts_at, event.ends_at))
    return Day(1, start.date(), start, end)


def index_of(event, day):
    return (day - event.first_day).days + 1


def number_of_days(event):
    return index_of(event, event.last_day)


def room_name(session):
    """Return what the room is called; the format has no sessions without one."""
    return told(session.room, "name") or told(session.event.place, "name") or _("Room not known")


def room_guid(room):
    """Return an identity for a room, which has none of its own; the same for as long as the room and the portal exist."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, full(f"/rooms/{room.pk}")))


def version_of(event, sessions, user):
    """Return the version of the programme: the number of its release, if any, and when something in it last changed.

    Texts and people change without a release, and apps load a schedule anew only where its version is another one.
    """
    latest = max([event.updated_at, *(session.updated_at for session in sessions)])
    mark = sha256(repr([shown_of(session) for session in sessions]).encode()).hexdigest()[:8]
    release = event.releases.visible_to(user).newest_first().values_list("version", flat=True).first()
    return f"{release or 0}, {latest.astimezone(UTC):%Y-%m-%d %H:%M:%S}, {mark}"


def shown_of(session):
    """Return who and what is told: a person or session that is withdrawn changes no time of what is left."""
    return [str(session.guid), *(str(one.person.guid) for one in session.appearances.all() if one.person)]


def acronym(event):
    """Return the name of the event as the format wants it: at least four of a–z, 0–9 and _."""
    name = event.slug.lower().replace("-", "_")
    return name if len(name) > 3 else f"event_{name}"


def slug_of(session):
    """Return a name of the session that no other one has in anybody's schedule; the recorders name their files by it."""
    return f"{acronym(session.event)}-{session.pk:03}-{session.slug.lower()}"


def duration(length):
    """Return "01:30"; where two digits are not enough for the hours, days come before them, as pretalx has it."""
    hours, minutes = divmod(length // MINUTE, 60)
    days = f"{hours // 24}:" if hours > 99 else ""
    return f"{days}{hours % 24 if days else hours:02}:{minutes:02}"


def language_of(session):
    return next(iter(session.languages or session.event.languages), "")


def people_of(session):
    """Return the people of the session that the reader may see, each once."""
    return list(dict.fromkeys(appearance.person for appearance in session.appearances.all() if appearance.person))


def links_of(session):
    """Return [(address, title)] of what one follows: links, recordings, the stream."""
    own = [(session.recording_url, _("Recording")), (session.stream_url, _("Live stream"))]
    told_of = [(one.url, told(one, "title")) for one in session.materials.all() if not is_file(one)]
    return [(address, title) for address, title in [*own, *told_of] if address]


def attachments_of(session):
    """Return [(address, title)] of what one reads: presentations and documents."""
    return [(one.url, told(one, "title")) for one in session.materials.all() if is_file(one)]


def is_file(material):
    return material.kind in (Material.Kind.PRESENTATION, Material.Kind.DOCUMENT)
