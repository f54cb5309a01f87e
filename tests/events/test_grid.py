"""The tables of a programme, made of sessions in memory."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from events.programme.grid import grid_of
from events.programme.groups import by_goal, by_room
from events.programme.times import hours_in

ALMATY = ZoneInfo("Asia/Almaty")
NINE = datetime(2023, 10, 19, 3, tzinfo=UTC)
EVENT = SimpleNamespace(first_day=date(2023, 10, 19), last_day=date(2023, 10, 20), zone=ALMATY)


def session(name, room, start, end, goals=()):
    """A session from `start` to `end` in hours after nine."""
    times = [NINE + timedelta(hours=hours) for hours in (start, end)]
    day = times[0].astimezone(ALMATY).date()
    return SimpleNamespace(
        name=name, room=room, room_key=room, room_name=room, starts_at=times[0], ends_at=times[1], day=day,
        hours=hours_in(ALMATY, *times, day), goals=goals,
    )  # fmt: skip


def drawn(table):
    """The table as lists: the time of each row, and its cells as "name×rows", or "·×rows" of nothing."""
    return [
        [slot.begins, *(f"{cell.session.name if cell.session else '·'}×{cell.span}" for cell in slot.cells)]
        for slot in table.slots
    ]


def tables(*sessions, headings=by_room, zone=ALMATY):
    return grid_of(EVENT, sorted(sessions, key=lambda row: row.starts_at), headings, zone).tables


def heads(table):
    return [(column.heading.name, len(column.lanes)) for column in table.columns]


def test_rooms_stand_side_by_side_and_a_session_spans_its_time():
    [table] = tables(session("a", "Hall 1", 0, 2), session("b", "Hall 2", 0, 1), session("c", "Hall 2", 1, 2))

    assert heads(table) == [("Hall 1", 1), ("Hall 2", 1)]
    assert drawn(table) == [["09:00", "a×2", "b×1"], ["10:00", "c×1"]]


def test_gaps_before_between_and_after_are_one_cell_each():
    [table] = tables(session("a", "1", 0, 4), session("b", "2", 1, 2), session("c", "2", 3, 3.5))

    assert drawn(table) == [
        ["09:00", "a×5", "·×1"],
        ["10:00", "b×1"],
        ["11:00", "·×1"],
        ["12:00", "c×1"],
        ["12:30", "·×1"],
    ]


def test_what_overlaps_in_one_room_stands_in_lanes():
    [table] = tables(session("a", "Foyer", 0, 2), session("b", "Foyer", 1, 3), session("c", "Foyer", 2, 3))

    assert heads(table) == [("Foyer", 2)]
    assert drawn(table) == [["09:00", "a×2", "·×1"], ["10:00", "b×2"], ["11:00", "c×1"]]


def test_every_row_of_every_table_is_as_wide_as_its_head():
    rooms = [
        session(f"{room}-{hour}", f"Hall {room}", hour, hour + 1 + room % 3)
        for room in range(6)
        for hour in range(0, 9, 2)
    ]

    for table in tables(*rooms, session("late", "Hall 1", 14, 17), session("next day", "Hall 9", 24, 25)):
        lanes = sum(len(column.lanes) for column in table.columns)
        covered = sum(cell.span for slot in table.slots for cell in slot.cells)
        assert covered == lanes * len(table.slots)


def test_rooms_stand_as_people_count():
    [table] = tables(*(session(name, name, 0, 1) for name in ("Hall 10", "Hall 2", "Aula")))

    assert [name for name, _lanes in heads(table)] == ["Aula", "Hall 2", "Hall 10"]


def test_a_session_over_midnight_belongs_to_the_day_on_which_it_begins():
    night = session("night", "Hall", 14, 16)
    first, second = tables(night, session("morning", "Hall", 24, 25))

    assert drawn(first) == [["23:00", "night×1"]]
    assert drawn(second) == [["09:00", "morning×1"]]
    assert night.hours.ends_day == "20 October"


def test_a_session_that_ends_at_midnight_does_not_reach_into_the_next_day():
    assert session("evening", "Hall", 14, 15).hours.ends_day == ""


def test_rows_past_midnight_name_their_day():
    [table] = tables(session("night", "Hall", 14, 18), session("party", "Foyer", 14, 16))

    assert [(slot.begins, slot.day) for slot in table.slots] == [("23:00", ""), ("01:00", "20 October")]


def test_times_in_another_zone_name_the_day_where_it_is_another():
    [table] = tables(session("a", "Hall", 0, 1), zone=ZoneInfo("America/New_York"))

    assert [(slot.begins, slot.day) for slot in table.slots] == [("23:00", "18 October")]


def test_a_session_with_two_goals_stands_in_both_columns_and_one_without_last():
    [table] = tables(
        session("a", "1", 0, 1, [5, 6]), session("b", "1", 1, 2), headings=by_goal({5: "Equality", 6: "Water"})
    )

    assert [name for name, _lanes in heads(table)] == ["Equality", "Water", "For no goal in particular"]
    assert drawn(table) == [["09:00", "a×1", "a×1", "·×1"], ["10:00", "·×1", "·×1", "b×1"]]


def test_a_row_is_as_tall_as_its_time_and_a_pause_low():
    [table] = tables(session("a", "1", 0, 0.5), session("b", "1", 3, 9))

    assert [slot.steps for slot in table.slots] == [2, 1, 12]
