"""Time zones of the IANA database: by name, in words, and which are offered to readers."""

import zoneinfo
from datetime import timedelta
from functools import cache

from babel.dates import get_timezone_location
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
