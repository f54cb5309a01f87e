"""Times of a programme: in the zone of the event, or in the one that the visitor asks for."""

import zoneinfo
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from babel.dates import get_timezone_location
from django.utils.formats import date_format
from django.utils.translation import get_language

# What a visitor may choose from; any other zone of the IANA database may stand in the address as well. First those of
# the five countries, then one or two for each distance from UTC at which people live.
OFFERED = (
    "Asia/Almaty", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Ashgabat", "Asia/Tashkent",
    "Pacific/Honolulu", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York",
    "America/Sao_Paulo", "Europe/London", "Europe/Berlin", "Africa/Cairo", "Europe/Istanbul", "Europe/Moscow",
    "Asia/Dubai", "Asia/Kabul", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok",
    "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


@cache
def known_zones():
    return zoneinfo.available_timezones()


def zone_named(name):
    """Return the ZoneInfo of an IANA name as it was sent, or None for any other text."""
    return zoneinfo.ZoneInfo(name) if name in known_zones() else None


def zone_for(event, params):
    """Return the zone in which times are told: the one that the parameter `tz` asks for, else that of `event`."""
    return zone_named(params.get("tz")) or event.zone


def zone_in_words(zone, *moments):
    """Return "Almaty (UTC+5)", or "Berlin (UTC+2, UTC+1)" where the clocks are changed between the `moments`."""
    city = get_timezone_location(zone.key, locale=get_language() or "en", return_city=True)
    offsets = dict.fromkeys(moment.astimezone(zone).utcoffset() for moment in moments)
    return f"{city} ({', '.join(f'UTC{offset / timedelta(hours=1):+g}' for offset in offsets)})"


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
