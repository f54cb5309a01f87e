"""A programme as a grid: for each day a table whose columns are rooms (or tracks, or goals) and whose rows are moments.

Where sessions of one column overlap the column has several lanes, side by side. Cells span rows; nothing is placed by
a style, so the tables hold under our policy and are read aloud in their order.
"""

from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from events.programme.groups import Heading, by_day, grouped
from events.programme.times import day_in_words

STEP, MOST_STEPS = 15, 12  # minutes in a step of a row's height, and the steps of the tallest row


class Column(NamedTuple):
    heading: Heading
    lanes: list  # of lists of sessions, none of which overlaps another of its list


class Cell(NamedTuple):
    """A session that takes `span` rows, or None for so much emptiness."""

    PRINTED = ("session", "rowspan")

    session: object
    span: int

    @property
    def rowspan(self):
        return str(self.span) if self.span > 1 else ""


class Slot(NamedTuple):
    """A row: the time at which it begins (and its day, where it is not that of the table), and how tall it is."""

    begins: str
    begins_iso: str
    day: str
    steps: int
    cells: list


class Table(NamedTuple):
    heading: Heading
    columns: list
    slots: list


class Grid(NamedTuple):
    tables: list
    unscheduled: list  # sessions whose hours are not known


def grid_of(event, rows, headings, zone):
    """Return the Grid of `rows`: its columns by `headings`, its times told in `zone`."""
    days = grouped(event, [row for row in rows if row.hours], by_day)
    return Grid(
        [table_of(event, day, headings, zone) for day in days],
        [row for row in rows if not row.hours],
    )


def table_of(event, day, headings, zone):
    columns = [Column(group.heading, lanes_of(group.sessions)) for group in grouped(event, day.sessions, headings)]
    moments = sorted({moment for row in day.sessions for moment in (row.starts_at, row.ends_at)})
    place = {moment: number for number, moment in enumerate(moments)}
    cells = [[] for _moment in moments[1:]]
    for column in columns:
        for lane in column.lanes:
            fill(cells, lane, place)
    slots = [slot_of(start, end, zone, day, row) for (start, end), row in zip(pairwise(moments), cells, strict=True)]
    return Table(day.heading, columns, slots)


def lanes_of(sessions):
    """Divide `sessions`, in order of their begin, into as few lists as needed for none to overlap within its list."""
    lanes = []
    for session in sessions:
        lane = next((lane for lane in lanes if lane[-1].ends_at <= session.starts_at), None)
        if lane is None:
            lanes.append([session])
        else:
            lane.append(session)
    return lanes


def fill(cells, lane, place):
    """Add to the rows `cells` those of one lane, the gaps between its sessions included."""
    free_from = 0
    for session in lane:
        first, after = place[session.starts_at], place[session.ends_at]
        if first > free_from:
            cells[free_from].append(Cell(None, first - free_from))
        cells[first].append(Cell(session, after - first))
        free_from = after
    if free_from < len(cells):
        cells[free_from].append(Cell(None, len(cells) - free_from))


def slot_of(start, end, zone, day, cells):
    local = start.astimezone(zone)
    other_day = day_in_words(local.date()) if local.date() != day.heading.key else ""
    # A pause is not worth the room of what fills its time.
    is_pause = not any(row.starts_at <= start < row.ends_at for row in day.sessions)
    steps = 1 if is_pause else min(round((end - start) / timedelta(minutes=STEP)) or 1, MOST_STEPS)
    return Slot(f"{local:%H:%M}", local.isoformat(), other_day, steps, cells)
