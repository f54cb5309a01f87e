"""What a visitor may choose in each facet: how the address says it, its name, and the values of the index it stands for."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goals.models import Goal, Target
from people.models.groups import FocusArea, Group
from people.models.organisations import SIDES, Kind, Organisation, Side
from people.models.verifications import Level
from places.countries import Country
from places.models import Region

FIRST_YEAR = 1800
SERVED = [("any", _("Serves at least one group")), ("none", _("No group served is named"))]


class Option(NamedTuple):
    """`token` stands in the address; `values` are those of the index, any of which fits; `within` is its own country."""

    token: str
    label: str
    values: tuple
    within: str = ""


def of_choices(facet, choices):
    return [Option(code, str(label), ((facet, code),)) for code, label in choices]


def countries(memory):
    return of_choices("country", Country.choices)


def kinds(memory):
    return of_choices("kind", Kind.choices)


def statuses(memory):
    return of_choices("status", Organisation.Status.choices)


def sides(memory):
    return [
        Option(side, str(Side(side).label), tuple(("kind", str(kind)) for kind in kinds))
        for side, kinds in SIDES.items()
    ]


def regions(memory):
    """Country by country, since each knows its own."""
    found = [Option(row.code, str(row), (("region", str(row.pk)),), row.country) for row in Region.objects.in_order()]
    places = list(Country.values)
    return sorted(found, key=lambda option: places.index(option.within))


def focus_areas(memory):
    return of_vocabulary("focus_area", FocusArea)


def groups(memory):
    return of_vocabulary("group", Group)


def of_vocabulary(facet, model):
    rows = model.objects.all()
    return sorted((Option(row.slug, str(row), ((facet, str(row.pk)),)) for row in rows), key=lambda one: one.label)


def goals(memory):
    rows = Goal.objects.order_by("number")
    return [Option(str(row.number), str(row), (("goal", str(row.number)),)) for row in rows]


def targets(memory):
    """In the order of the framework; each within its goal."""
    rows = Target.objects.in_order()
    return [Option(row.code, str(row), (("target", row.code),), str(row.goal_id)) for row in rows]


def verified(memory):
    """By level; a verification is among the values with the last day on which it counts."""
    today = timezone.localdate().isoformat()
    standing = [value for value in memory.values("verified") if value.partition(" ")[2] >= today]
    return [
        Option(level, str(label), tuple(("verified", value) for value in standing if value.startswith(f"{level} ")))
        for level, label in Level.choices
    ]


def served(memory):
    return of_choices("served", SERVED)


def founded(memory):
    """Every year, whether or not any was founded in it: which years there are must not tell of hidden ones."""
    years = map(str, range(FIRST_YEAR, timezone.localdate().year + 1))
    return [Option(year, year, (("founded", year),)) for year in years]


FACETS = {
    "country": countries,
    "region": regions,
    "kind": kinds,
    "side": sides,
    "goal": goals,
    "target": targets,
    "focus_area": focus_areas,
    "group": groups,
    "served": served,
    "founded": founded,
    "status": statuses,
    "verified": verified,
}


def options(facet, memory):
    """Return the Options of `facet` in the active language, kept in `memory` for a day while nothing changes."""
    key = (facet, get_language(), timezone.localdate())
    return memory.kept(key, lambda: FACETS[facet](memory))
