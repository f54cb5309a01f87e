"""What no partnership serves any more, or yet, in a country: targets and groups, with the organisations that could."""

from dataclasses import dataclass, field
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.facets import bits
from portal.finder.ranking import members_of
from publishing.charts import Bars, Datum, grouped

NAMED = 3  # organisations that are named for a gap; the list behind the number has the rest


@dataclass
class Gap:
    """A target or group (`option`) without a partnership; `keys` are organisations that could, `rows` these themselves."""

    facet: str
    option: object
    number: int
    url: str
    finder_url: str
    keys: list
    rows: list = field(default_factory=list)

    @property
    def shown(self):
        return grouped(self.number)


class Gaps:
    """The gaps in the `country` (an Option) on the day `on`, of the goal with the token `goal` or of all."""

    def __init__(self, organisations, partnerships, country, goal="", *, on):
        self.organisations, self.partnerships, self.country = organisations, partnerships, country
        self.serving = partnerships.serving(on)
        self.experienced = members_of(partnerships.members, partnerships.base)
        self.all_targets = [one for one in organisations.options("target") if not goal or one.within == goal]
        self.targets = self.of("target", self.all_targets)
        self.all_groups = organisations.options("group")
        self.groups = self.of("group", self.all_groups)
        self.name(self.targets + self.groups)

    def of(self, facet, options):
        """Return the Gaps among `options`."""
        return [
            self.gap(facet, option)
            for option in options
            if not self.serving & self.partnerships.within(**{facet: option, "country": self.country})
        ]

    def gap(self, facet, option):
        members = self.organisations.within(**{facet: option, "country": self.country})
        chosen = {facet: option.token, "country": self.country.token}
        # Who has been a partner before comes first.
        keys = [
            *islice(bits.keys_of(members & self.experienced), NAMED),
            *islice(bits.keys_of(members & ~self.experienced), NAMED),
        ][:NAMED]
        finder = f"{reverse('portal:finder')}?{facet}={option.token}&country={self.country.token}"
        return Gap(facet, option, members.bit_count(), self.organisations.link(**chosen), finder, keys)

    def name(self, gaps):
        """Read the organisations that are named: one query for all of them."""
        rows = self.organisations.rows({key for gap in gaps for key in gap.keys})
        for gap in gaps:
            gap.rows = [rows[key] for key in gap.keys if key in rows]

    def sentence(self):
        could = sum(bool(gap.number) for gap in self.targets)
        first = ngettext(
            "In %(country)s no current or planned partnership serves %(gaps)s target of %(targets)s; "
            "for %(could)s of these there are organisations that work on it.",
            "In %(country)s no current or planned partnership serves %(gaps)s targets of %(targets)s; "
            "for %(could)s of these there are organisations that work on it.",
            len(self.targets),
        ) % {
            "country": self.country.label,
            "gaps": grouped(len(self.targets)),
            "targets": grouped(len(self.all_targets)),
            "could": grouped(could),
        }  # fmt: skip
        second = ngettext(
            "None serves %(gaps)s group of %(groups)s.",
            "None serves %(gaps)s groups of %(groups)s.",
            len(self.groups),
        ) % {"gaps": grouped(len(self.groups)), "groups": grouped(len(self.all_groups))}
        return f"{first} {second}"

    def bars(self, query):
        """Return the Bars of the goals: how many of their targets are not served. `query(goal)` leads to those."""
        goals = [one for one in self.organisations.options("goal") if any(of(one, self.all_targets))]
        data = [Datum(goal.label, len(of(goal, self.targets)), query(goal.token)) for goal in goals]
        most = max((len(of(goal, self.all_targets)) for goal in goals), default=0)
        return Bars(data, whole=most)

    def rows(self):
        """Return the cells of each gap, for the file."""
        words = {"target": _("Target"), "group": _("Group served")}
        return [
            [words[gap.facet], gap.option.token, gap.option.label, gap.number, ", ".join(str(row) for row in gap.rows)]
            for gap in self.targets + self.groups
        ]


def of(goal, options):
    """Return those of `options`, or of gaps, that belong to `goal`."""
    return [one for one in options if getattr(one, "option", one).within == goal.token]
