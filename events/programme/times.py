"""Times of a programme: in the zone of the event, or in the one that the visitor asks for."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.formats import date_format


def day_in_words(day):
    """Return a day without its year: "October 5"."""
    return date_format(day, "MONTH_DAY_FORMAT")


class Hours(NamedTuple):
    """From when to when, as shown; a day is named where it is not the one under which the session stands."""

    begins: str
    ends: str
    begins_iso: str
    ends_iso: str
    begins_day: str
    ends_day: str


def hours_in(zone, starts_at, ends_at, day):
    """Return the Hours in `zone` of a session that stands under `day`. One that ends at midnight ends on its own day."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    last = (end - timedelta(microseconds=1)).date()
    return Hours(
        f"{start:%H:%M}",
        f"{end:%H:%M}",
        start.isoformat(),
        end.isoformat(),
        day_in_words(start.date()) if start.date() != day else "",
        day_in_words(last) if last != start.date() else "",
    )
