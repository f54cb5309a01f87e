"""The programme of an event: which sessions, in which order, under which headings, at which times.

Programme(event, request)            what a visitor asked for
session_rows(sessions, user)         sessions as components show them
"""

from events.programme.groups import by_day, grouped
from events.programme.order import neighbours
from events.programme.rows import session_rows
from events.programme.selection import Programme

__all__ = ["Programme", "by_day", "grouped", "neighbours", "session_rows"]
