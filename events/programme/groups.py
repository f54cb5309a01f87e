"""A programme as a list: its sessions under days, rooms, tracks or goals."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.models import Goal


class Heading(NamedTuple):
    """What sessions stand under: the `first` and `last` of a day, the `number` of a goal, or a `name` alone.

    `in_order` is by what names are sorted: the name without its mark of another language.
    """

    key: object
    name: str = ""
    in_order: str = ""
    first: object = None
    last: object = None
    number: int = 0


class Group(NamedTuple):
    heading: Heading
    sessions: list


def by_day(event, row):
    """The day of the event on which it begins; under all its days where the hours are not known."""
    return [Heading(row.day, first=row.day or event.first_day, last=row.day or event.last_day)]


def by_room(event, row):
    return [Heading(row.room_key, name=row.room or _("No room yet"), in_order=row.room_name)]


def by_track(event, row):
    return [Heading(row.track_key, name=row.track or _("In no track"), in_order=row.track_name)]


def by_goal(titles):
    """Return the function that puts a session under each of its goals, whose `titles` are {number: title}."""

    def headings(event, row):
        found = [Heading(number, name=titles.get(number, ""), number=number) for number in row.goals]
        return found or [Heading(None, name=_("For no goal in particular"))]

    return headings


def grouping(by):
    """Return the function that says under which Headings a session of an event stands; of goals it asks the database."""
    if by == "goal":
        return by_goal(dict(Goal.objects.values_list("number", "title")))
    return {"room": by_room, "track": by_track}.get(by, by_day)


def grouped(event, rows, headings):
    """Return the Groups of `rows`, which are in the order of the day. What has no day, room, track or goal comes last."""
    groups = {}
    for row in rows:
        for heading in headings(event, row):
            groups.setdefault(heading.key, Group(heading, [])).sessions.append(row)
    return sorted(groups.values(), key=lambda group: place_of(group.heading))


def place_of(heading):
    """Where a heading stands: days and goals in their order, rooms and tracks by their names."""
    if heading.first or heading.number:
        return (heading.key is None, heading.key or 0)
    return (not heading.key, counting_order(heading.in_order))


def counting_order(name):
    """Return by what names with numbers are sorted as people count: "Hall 2" before "Hall 10"."""
    return [part.rjust(9, "0") for part in re.split(r"(\d+)", name.casefold())]
