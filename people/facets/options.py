"""What a visitor may choose in each facet: how the address says it, its name, and the values of the index it stands for."""

from typing import NamedTuple

from django.utils.translation import get_language

from goals.models import Goal, Target
from people.models.groups import FocusArea, Group
from people.models.organisations import SIDES, Kind, Organisation, Side
from places.countries import Country
from places.models import Region


class Option(NamedTuple):
    """`token` stands in the address; `values` are those of the index, any of which fits; `within` is its own country."""

    token: str
    label: str
    values: tuple
    within: str = ""


def of_choices(facet, choices):
    return [Option(code, str(label), ((facet, code),)) for code, label in choices]


def countries():
    return of_choices("country", Country.choices)


def kinds():
    return of_choices("kind", Kind.choices)


def statuses():
    return of_choices("status", Organisation.Status.choices)


def sides():
    return [
        Option(side, str(Side(side).label), tuple(("kind", str(kind)) for kind in kinds))
        for side, kinds in SIDES.items()
    ]


def regions():
    """Country by country, since each knows its own."""
    found = [Option(row.code, str(row), (("region", str(row.pk)),), row.country) for row in Region.objects.in_order()]
    places = list(Country.values)
    return sorted(found, key=lambda option: places.index(option.within))


def focus_areas():
    return of_vocabulary("focus_area", FocusArea)


def groups():
    return of_vocabulary("group", Group)


def of_vocabulary(facet, model):
    rows = model.objects.all()
    return sorted((Option(row.slug, str(row), ((facet, str(row.pk)),)) for row in rows), key=lambda one: one.label)


def goals():
    rows = Goal.objects.order_by("number")
    return [Option(str(row.number), str(row), (("goal", str(row.number)),)) for row in rows]


def targets():
    """In the order of the framework; each within its goal."""
    rows = Target.objects.in_order()
    return [Option(row.code, str(row), (("target", row.code),), str(row.goal_id)) for row in rows]


FACETS = {
    "country": countries,
    "region": regions,
    "kind": kinds,
    "side": sides,
    "goal": goals,
    "target": targets,
    "focus_area": focus_areas,
    "group": groups,
    "status": statuses,
}


def options(facet, memory):
    """Return the Options of `facet` in the active language, kept in `memory` while nothing changes."""
    key = (facet, get_language())
    if key not in memory.words:
        memory.words[key] = FACETS[facet]()
    return memory.words[key]
