"""VTIMEZONE: what a time zone was and is, written into each calendar, for programs whose own tables are old.

Kazakhstan went from UTC+6 to UTC+5 in March 2024; calendars that do not know it show every session an hour late.
"""

import zoneinfo
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=128)
def zone_component(name, first_year, last_year):
    """Return the VTIMEZONE of zone `name`, right from the beginning of `first_year` to the end of `last_year`."""
    zone = zoneinfo.ZoneInfo(name)
    start = datetime(first_year, 1, 1, tzinfo=UTC).astimezone(zone)
    component = Timezone()
    component.add("tzid", name)
    component.add_component(observance(start, start.utcoffset()))
    for before, after in changes(zone, first_year, last_year):
        component.add_component(observance(after, before.utcoffset()))
    return component


def observance(moment, offset_before):
    """Return the rule that holds from `moment` on; RFC 5545 wants its beginning as the clock showed it before."""
    rule = TimezoneDaylight() if moment.dst() else TimezoneStandard()
    rule.DTSTART = (moment.astimezone(UTC) + offset_before).replace(tzinfo=None)
    rule.TZOFFSETFROM, rule.TZOFFSETTO = offset_before, moment.utcoffset()
    rule.add("tzname", moment.tzname())
    return rule


def changes(zone, first_year, last_year):
    """Yield the moments just before and after each change of the distance from UTC in these years."""
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        following = moment + DAY
        if offset(moment, zone) != offset(following, zone):
            change = halved(moment, following, zone)
            yield (change - SECOND).astimezone(zone), change.astimezone(zone)
        moment = following


def halved(before, after, zone):
    """Return the first second between two moments at which the distance from UTC is no longer that of `before`."""
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        before, after = (middle, after) if offset(middle, zone) == offset(before, zone) else (before, middle)
    return after


def offset(moment, zone):
    return moment.astimezone(zone).utcoffset()
