"""What does not fit in a programme, shown while it is built.

The model refuses one room for two; of the rest staff are warned.
"""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Session
from places.countries import language_name

# To get from one building to another, find the room and sit down.
BETWEEN_BUILDINGS = timedelta(minutes=20)
# What everybody comes to: the room must hold as many as the event.
FOR_EVERYBODY = {Session.Kind.PLENARY, Session.Kind.KEYNOTE, Session.Kind.CEREMONY}
TITLES = {
    "room": gettext_lazy("Two sessions in one room"),
    "person": gettext_lazy("A person in two places"),
    "way": gettext_lazy("Too little time to change buildings"),
    "size": gettext_lazy("A room that is too small"),
    "language": gettext_lazy("Interpretation is missing"),
}


class Clash(NamedTuple):
    """`kind` is one of TITLES, `sessions` the primary keys of those that clash."""

    kind: str
    sessions: tuple
    message: str

    @property
    def title(self):
        return TITLES[self.kind]


def clashes_of(event, slots):
    """Return the Clashes among the Slots of an event, the worst kinds first."""
    taking_place = [slot for slot in slots if slot.takes_place]
    return [
        *in_one_room(taking_place),
        *of_people(taking_place),
        *too_small(event, taking_place),
        *without_interpretation(event, taking_place),
    ]


def in_one_room(slots):
    by_room = defaultdict(list)
    for slot in slots:
        if slot.room and not slot.room.allows_parallel:
            by_room[slot.room.pk].append(slot)
    for row in by_room.values():
        for one, other in overlapping(row):
            names = {"one": one.title, "other": other.title, "room": one.room}
            yield Clash("room", (one.pk, other.pk), _("“%(one)s” and “%(other)s” are both in %(room)s.") % names)


def overlapping(slots):
    """Yield the pairs of Slots, in the order of their beginning, that overlap."""
    open_slots = []
    for slot in slots:
        open_slots = [other for other in open_slots if other.ends_at > slot.starts_at]
        yield from ((other, slot) for other in open_slots)
        open_slots.append(slot)


def of_people(slots):
    """Yield who would have to be in two places, or to get to another building in no time."""
    by_person = defaultdict(list)
    for slot in slots:
        for person, name in slot.people.items():
            by_person[person, name].append(slot)
    for (_person, name), row in by_person.items():
        for one, other in overlapping(row):
            told = {"person": name, "one": one.title, "other": other.title}
            yield Clash(
                "person", (one.pk, other.pk), _("%(person)s is in “%(one)s” and in “%(other)s” at once.") % told
            )
        for one, other in pairwise(row):
            yield from on_the_way(name, one, other)


def on_the_way(name, one, other):
    if not one.room or not other.room or one.room.place_id == other.room.place_id:
        return
    left = other.starts_at - one.ends_at
    if timedelta() <= left < BETWEEN_BUILDINGS:
        told = {"person": name, "one": one.title, "other": other.title, "minutes": round(left.total_seconds() / 60)}
        message = _("%(person)s has %(minutes)s minutes from “%(one)s” to “%(other)s” in another building.") % told
        yield Clash("way", (one.pk, other.pk), message)


def too_small(event, slots):
    for slot in slots:
        seats = slot.room.capacity if slot.room else None
        if slot.kind in FOR_EVERYBODY and seats and event.capacity and seats < event.capacity:
            told = {"session": slot.title, "room": slot.room, "seats": seats, "people": event.capacity}
            message = _("“%(session)s” is for all %(people)s people, %(room)s has %(seats)s seats.") % told
            yield Clash("size", (slot.pk,), message)


def without_interpretation(event, slots):
    """Yield the sessions that part of the audience would not understand; none whose languages are not known."""
    for slot in slots:
        heard = {*slot.languages, *slot.interpretation}
        missing = [code for code in event.languages if code not in heard]
        if slot.languages and slot.kind != Session.Kind.BREAK and missing:
            told = {"session": slot.title, "languages": ", ".join(language_name(code) for code in missing)}
            message = _("“%(session)s” is neither in nor interpreted into: %(languages)s.") % told
            yield Clash("language", (slot.pk,), message)
