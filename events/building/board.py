"""The draft of one day as a table: a row for each quarter of an hour, a column for each room."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from places.models import Room

STEP = timedelta(minutes=15)
OPENS, CLOSES = time(8), time(20)  # of a day whose sessions leave it open


@dataclass(slots=True)
class Cell:
    """A place on the board: free, or taken by `slots` for `span` rows."""

    room: Room | None
    at: datetime
    slots: list
    span: int = 1


@dataclass(slots=True)
class Board:
    day: object
    rooms: list
    rows: list  # (moment, [Cell]); a room whose cell reaches down from above has none

    @property
    def is_empty(self):
        return not self.rows


def board_of(event, slots, day, rooms):
    """Return the Board of the Slots that begin on `day`, a date of the event's zone. `rooms` come first, in this order.

    A column for sessions without a room stands last. Sessions over midnight end with the board.
    """
    placed = [slot for slot in slots if slot.is_placed and slot.starts_at.astimezone(event.zone).date() == day]
    first, last = bounds(event, placed, day)
    moments = [first + STEP * number for number in range(-(-(last - first) // STEP))]
    columns = [*rooms, None]
    cells = {}
    for room in columns:
        own = [slot for slot in placed if (slot.room and slot.room.pk) == (room and room.pk)]
        cells[room and room.pk] = column(room, own, moments)
    rows = [
        (moment, [cell for room in columns if (cell := cells[room and room.pk].get(number))])
        for number, moment in enumerate(moments)
    ]
    return Board(day, columns, rows)


def bounds(event, placed, day):
    """Return the first and the last moment of the board: of the event's day, and of whatever is placed in it."""
    opens, closes = (datetime.combine(day, hour, event.zone) for hour in (OPENS, CLOSES))
    midnight = datetime.combine(day + timedelta(days=1), time(), event.zone)
    first = min([max(opens, event.starts_at), *(slot.starts_at for slot in placed)])
    last = max([min(max(closes, first + STEP), event.ends_at), *(slot.ends_at for slot in placed)])
    first = first.astimezone(event.zone)
    return first - timedelta(minutes=first.minute % 15, seconds=first.second), min(last, midnight)


def column(room, slots, moments):
    """Return {row: Cell} of one room: sessions that overlap share a cell, and rows below it have none."""
    cells, covered = {}, 0
    for first, group in groupby(slots, key=grouping(slots, moments)):
        together = list(group)
        end = max(slot.ends_at for slot in together)
        span = max(1, sum(moments[first] <= moment < end for moment in moments))
        cells |= {row: Cell(room, moments[row], []) for row in range(covered, first)}
        cells[first] = Cell(room, moments[first], together, span)
        covered = first + span
    return cells | {row: Cell(room, moments[row], []) for row in range(covered, len(moments))}


def grouping(slots, moments):
    """Return the function that tells at which row the group of a Slot begins: with its first member."""
    first_of, covered, first = {}, None, 0
    for slot in slots:
        row = max((number for number, moment in enumerate(moments) if moment <= slot.starts_at), default=0)
        if covered is None or moments[row] >= covered:
            first, covered = row, slot.ends_at
        covered = max(covered, slot.ends_at)
        first_of[slot.pk] = first
    return lambda slot: first_of[slot.pk]


def days_of(event):
    """Return the dates of an event in its own zone."""
    return [event.first_day + timedelta(days=number) for number in range((event.last_day - event.first_day).days + 1)]
