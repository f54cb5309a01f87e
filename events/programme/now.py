"""What is on at a moment, and what comes next."""

from datetime import datetime, time
from typing import NamedTuple


class NowAndNext(NamedTuple):
    now: list
    next: list


def now_and_next(event, rows, moment):
    """Return the sessions that run at `moment` and those that begin next; None unless the event runs then."""
    if not event.starts_at <= moment < event.ends_at:
        return None
    timed = [row for row in rows if row.hours and not row.is_cancelled]
    running = [row for row in timed if row.starts_at <= moment < row.ends_at]
    soonest = min((row.starts_at for row in timed if row.starts_at > moment), default=None)
    following = [row for row in timed if row.starts_at == soonest]
    return NowAndNext(running, following) if running or following else None


def next_change(event, rows, moment):
    """Return the first moment after `moment` at which the page of the event says something else, None if there is none:
    a session begins or ends, registration opens or closes, or another day of a long event begins.
    """
    edges = [event.starts_at, event.ends_at, event.registration_opens_at, event.registration_closes_at]
    moments = [edge for edge in edges if edge]
    moments += [datetime.combine(day, time.min, event.zone) for day in {row.day for row in rows if row.day}]
    moments += [edge for row in rows if row.hours for edge in (row.starts_at, row.ends_at)]
    return min((edge for edge in moments if edge > moment), default=None)
