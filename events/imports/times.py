"""Moments and lengths as files have them."""

import re
import zoneinfo
from datetime import date, datetime, time, timedelta

from events.imports.problems import SessionRefused
from publishing.moments import FIRST_YEAR, LAST_YEAR

DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):([0-5]?\d)")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
LONGEST = timedelta(days=366)


def moment(text):
    """Return a datetime, without zone where the text has none. Raises SessionRefused."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise SessionRefused("date", value=text[:60]) from error
    if len(text) < len("2027-05-01T10:00"):
        raise SessionRefused("date", value=text)
    # Beside the ends of the calendar a moment would overflow in another zone.
    if not FIRST_YEAR < found.year < LAST_YEAR:
        raise SessionRefused("year", value=text)
    return found


def day(text):
    """Return the date with which `text` begins, or None."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if FIRST_YEAR < found.year < LAST_YEAR else None


def on_day(day_of_file, clock, day_start):
    """Return the moment, without zone, of `clock` ("01:30") on a day of a file that may go on after midnight.

    `day_start` is the time at which that day begins, None where it is not said. Raises SessionRefused.
    """
    found = CLOCK.fullmatch(clock)
    if not found:
        raise SessionRefused("date", value=clock[:60])
    at = time(int(found[1]), int(found[2]))
    is_next = day_start is not None and at < day_start
    return datetime.combine(day_of_file + timedelta(days=is_next), at)


def length(text):
    """Return "01:30" or "2:04:30" (with days), or a number of minutes, as a timedelta. Raises SessionRefused."""
    if text.isascii() and text.isdecimal() and len(text) < 7:
        found = timedelta(minutes=int(text))
    elif parts := DURATION.fullmatch(text):
        days, hours, minutes = (int(part or 0) for part in parts.groups())
        found = timedelta(days=days, hours=hours, minutes=minutes)
    else:
        raise SessionRefused("duration", value=text[:60])
    if not timedelta() < found < LONGEST:
        raise SessionRefused("duration", value=text)
    return found


def zone(name):
    """Return the name of a zone of the IANA database, else ""."""
    return name if name in zoneinfo.available_timezones() else ""
