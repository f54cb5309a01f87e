"""Two sessions in one room at one time: refused as everywhere, here for all that a file would move, in one query."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from events.imports.entries import planned
from events.imports.problems import Problem
from events.models import Session, seats
from events.models.sessions import PLACED

CANCELLED = Session.Status.CANCELLED


@dataclass(frozen=True)
class Stay:
    """A session in a room for a time."""

    title: str
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other):
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def refuse_clashes(entries, rooms):
    """Refuse each of `entries` whose room is taken.

    What is refused stays where it is: then what was to come there is refused in its turn.
    """
    while True:
        moving = [entry for entry in entries if entry.is_moved]
        taken = stays_here(moving, [room.pk for room in rooms])
        refused = [entry for entry in moving if is_refused(entry, taken)]
        if not any(entry.session.pk for entry in refused):
            return


def is_refused(entry, taken):
    """Put the entry into `taken`, {room: [Stay]}, or refuse it where that is not possible."""
    start, end, room, status = (target(entry, name) for name in PLACED)
    if room is None or start is None or status == CANCELLED or room.allows_parallel:
        return False
    stay = Stay(entry.title, start, end)
    other = next((one for one in taken[id_of(room)] if one.overlaps(stay)), None)
    if other is not None:
        entry.refuse(Problem("room_taken", {"title": other.title}))
        return True
    taken[id_of(room)].append(stay)
    return False


def target(entry, name):
    """Return where `entry` puts its session: a room as a row."""
    if name in entry.changes:
        return entry.changes[name][1]
    return entry.room_here if name == "room" else planned(entry.session, name)


def id_of(room):
    return room.pk or id(room)


def stays_here(moving, rooms):
    """Return {room: [Stay]} of what stays in these rooms: in the drafts of all events and, for what moves at once, now."""
    away = {entry.session.pk for entry in moving if entry.session.pk}
    left_now = {entry.session.pk for entry in moving if entry.session.pk and entry.is_direct}
    any_direct = any(entry.is_direct for entry in moving)
    rows = Session.objects.as_planned().filter(Q(planned_room__in=rooms) | Q(room__in=rooms))
    taken = defaultdict(set)
    for row in rows.order_by("pk"):
        stays = [(row.planned_room, row.planned_status, row.planned_starts_at, row.planned_ends_at, row.pk in away)]
        if any_direct:
            stays.append((row.room_id, row.status, row.starts_at, row.ends_at, row.pk in left_now))
        for room, status, start, end, leaves in stays:
            if room and start and status != CANCELLED and not leaves:
                taken[room].add(Stay(str(row), start, end))
    return defaultdict(list, {room: sorted(found, key=lambda one: one.starts_at) for room, found in taken.items()})


def check_seats(entry):
    """Raise ValidationError where a room that is changed at once has fewer seats than are taken in the session."""
    session = entry.session
    is_smaller = session.pk and session.needs_seat and session.capacity is None and "room" in entry.changes
    if is_smaller and entry.is_direct:
        seats.check_enough(session.seats, entry.changes["room"][1].capacity, timezone.now())
