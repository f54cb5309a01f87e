"""The seats of a body by side, year by year: worked out from the dates of its memberships."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.composition import is_named, side_of
from people.models import Side
from publishing.charts import Columns, Datum, Figure, Row, grouped, percent

TITLE = gettext_lazy("Seats by side over time")
YEARS = 40  # that are shown one by one


def holds(membership, day):
    """Tell whether a membership holds on `day`, as MembershipQuerySet.current does in the database."""
    return (membership.since is None or membership.since <= day) and (
        membership.until is None or membership.until >= day
    )


def last_days(memberships, today):
    """Return the day of each year on which seats are counted: its last, of this year today. None where no date is known."""
    dates = [day for one in memberships for day in (one.since, one.until) if day and day <= today]
    if not dates:
        return []
    first = max(min(dates).year, today.year - YEARS + 1)
    return [today.replace(year=year, month=12, day=31) for year in range(first, today.year)] + [today]


def by_year(memberships, today):
    """Return {year: {side: number of named seats}}; only of seats whose side is known."""
    seats = [(one, side) for one in memberships if is_named(one) and (side := side_of(one))]
    return {
        day.year: {side: sum(of == side and holds(one, day) for one, of in seats) for side in Side}
        for day in last_days(memberships, today)
    }


def seats_over_time(memberships, today):
    """Return the Figure of the seats of a body, one chart for each side on one scale; None where no date is known."""
    counted = by_year(memberships, today)
    sides = [side for side in Side if any(numbers[side] for numbers in counted.values())]
    if not sides:
        return None
    rows = [
        Row(str(year), str(year), "", [numbers[side] for side in sides], [grouped(numbers[side]) for side in sides])
        for year, numbers in counted.items()
    ]
    most = max(number for row in rows for number in row.numbers)
    charts = [
        (side.label, Columns([Datum(row.label, row.numbers[place]) for row in rows], whole=most))
        for place, side in enumerate(sides)
    ]
    headings = [_("Year"), *(side.label for side in sides)]
    return Figure("seats", TITLE, told(memberships, counted, today), charts, headings, rows)


def told(memberships, counted, today):
    """Return what is to be seen: who sits there today, who did at first, and how much of it is not known."""
    first, now = min(counted), max(counted)
    parts = [in_year(counted[now], _("Today: %(seats)s."), {})]
    if first != now:
        parts.append(in_year(counted[first], _("At the end of %(year)s: %(seats)s."), {"year": first}))
    if undated := sum(is_named(one) and one.since is None for one in memberships):
        parts.append(
            _("Of %(count)s seats it is not known since when: they count from the first year on.") % {"count": undated}
        )
    return " ".join(parts)


def in_year(numbers, sentence, more):
    total = sum(numbers.values())
    if not total:
        return sentence % {"seats": _("no seat is named"), **more}
    ordered = sorted((side for side in Side if numbers[side]), key=lambda side: -numbers[side])
    parts = [f"{side.label} {grouped(numbers[side])} ({percent(numbers[side], total)})" for side in ordered]
    return sentence % {"seats": ", ".join(parts), **more}
