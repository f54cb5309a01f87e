"""The network as drawn: its nodes are organisations, or groups of them by side, seat or goal."""

from collections import Counter
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.models.organisations import Side
from places.countries import Country, country_name
from portal.pictures import layout
from portal.pictures.network import DRAWN, NONE, NOWHERE
from publishing.charts import grouped

BY = {
    "organisation": _("Organisations"),
    "side": _("Sides"),
    "country": _("Countries of their seats"),
    "region": _("Regions of their seats"),
    "place": _("Sides within countries"),
    "goal": _("Goals that join them"),
}
# A letter for each side, beside its shape; the same in every language, as the code of a country is.
LETTERS = {
    Side.STATE: "S", Side.CIVIL: "C", Side.INTERNATIONAL: "I", Side.DONOR: "D", Side.BUSINESS: "B", Side.ACADEMIA: "A",
    Side.MIXED: "M",
}  # fmt: skip
LONGEST = 28  # letters of such a name; half of it has room beside the outermost node


class Node(NamedTuple):
    """What is drawn at (x, y); `number` is told by its size, `side` by colour and shape, `letter` stands within."""

    key: object
    label: str
    words: str
    letter: str
    side: str
    url: str
    number: int
    x: float = 0
    y: float = 0
    radius: float = 0
    is_named: bool = False

    @property
    def template_name(self):
        return f"portal/pictures/shapes/{self.side or 'group'}.html"

    @property
    def short(self):
        return self.label if len(self.label) <= LONGEST else self.label[: LONGEST - 1].rstrip() + "…"

    @property
    def below(self):
        return round(self.y + self.radius + 13, 1)


class Line(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    words: str


def unknown_seats():
    """Return the (token, label) of the seats of which less than the region is known."""
    countries = [(f"{code}-", seat_name(f"{code}-")) for code in Country.values]
    return [*countries, (NOWHERE, seat_name(NOWHERE))]


def seat_name(code):
    """Return the name of a country, "KZ", or of what is not known, "KZ-" or "-"."""
    if code == NOWHERE:
        return _("Not known")
    if code.endswith("-"):
        return str(_("%(country)s, region not known")) % {"country": country_name(code[:-1])}
    return country_name(code)


def letters_of(code):
    return "–" if code == NOWHERE else code


def usual_grouping(joined):
    """Return how the nodes are grouped where nobody says: not at all while that can be read."""
    asked = joined.asked
    if len(joined.ranked) <= DRAWN or (asked["side"] and asked["seat"]):
        return "organisation"
    if asked["side"]:
        return "country"
    return "side" if asked["seat"] else "place"


def organisation_nodes(joined, rows):
    """Return the Nodes of the DRAWN organisations with the most partners that are among `rows`, {key: organisation}."""
    found = []
    for key in joined.ranked[:DRAWN]:
        if key in rows:
            side, partners = joined.facts[key].side, len(joined.neighbours.get(key, ()))
            words = ngettext("%(side)s, %(number)s partner", "%(side)s, %(number)s partners", partners)
            words %= {"side": Side(side).label, "number": grouped(partners)}
            url = rows[key].get_absolute_url()
            found.append(Node(key, str(rows[key]), words, LETTERS[side], side, url, partners))
    return found


class Grouping:
    """The organisations of `joined` grouped `by` one of BY; `query(**changed)` is the address of another network."""

    def __init__(self, joined, by, query):
        self.joined, self.by, self.query = joined, by, query
        self.group_of = {key: self.group(key) for key in joined.ranked}
        self.sizes = Counter(self.group_of.values())

    def group(self, key):
        facts = self.joined.facts[key]
        if self.by == "goal":
            return self.joined.main_goals.get(key, NONE)
        if self.by == "place":
            return (facts.side, facts.country)
        return getattr(facts, self.by)

    def nodes(self):
        return [self.node(group, size) for group, size in self.sizes.most_common()]

    def node(self, group, size):
        label, letter, side, changed = getattr(self, f"of_{self.by}")(group)
        words = ngettext("%(number)s organisation", "%(number)s organisations", size) % {"number": grouped(size)}
        return Node(group, str(label), words, letter, side, self.query(by="", **changed) or "?", size)

    def of_side(self, side):
        return Side(side).label, LETTERS[side], side, {"side": side}

    def of_country(self, code):
        return seat_name(code), letters_of(code), "", {"seat": self.seat(code)}

    def of_region(self, code):
        option = next((one for one in self.joined.partnerships.options("region") if one.token == code), None)
        return option.label if option else seat_name(code), code[3:] or "–", "", {"seat": code}

    def of_place(self, group):
        side, code = group
        label = f"{Side(side).label}, {seat_name(code)}"
        return label, LETTERS[side] + letters_of(code), side, {"side": side, "seat": self.seat(code)}

    def of_goal(self, number):
        option = next((one for one in self.joined.partnerships.options("goal") if one.token == number), None)
        is_known = option is not None
        return option.label if is_known else _("No goal"), number if is_known else "–", "", {"mostly": number}

    def seat(self, code):
        """Return the seat that all of a country have here: the region, where one is asked for already."""
        return self.joined.asked["seat"] if "-" in self.joined.asked["seat"] else code

    def pairs(self):
        """Return {(group, group): how many partnerships join them}."""
        found = Counter()
        for members in self.joined.members.values():
            groups = sorted({self.group_of[key] for key in members})
            found.update(combinations(groups, 2))
        return found


def drawn(nodes, pairs):
    """Return (nodes with their places, Lines between them)."""
    largest = max((node.number for node in nodes), default=0)
    radii = {node.key: layout.radius(node.number, largest) for node in nodes}
    edges = {pair: number for pair, number in pairs.items() if pair[0] in radii and pair[1] in radii}
    where = layout.places(radii, edges)
    named = set(layout.named({node.key: node.short for node in nodes}, where, radii))
    placed = [
        node._replace(x=where[node.key][0], y=where[node.key][1], radius=radii[node.key], is_named=node.key in named)
        for node in nodes
    ]
    most = max(edges.values(), default=1)
    return placed, [line(where[one], where[other], number, most) for (one, other), number in edges.items()]


def line(start, end, number, most):
    words = ngettext("%(number)s partnership", "%(number)s partnerships", number) % {"number": grouped(number)}
    return Line(*start, *end, round(1 + 5 * (number - 1) / max(most - 1, 1), 1), words)
