"""Who works with whom: organisations that partnerships join, or groups of them where they are too many to be told apart."""

from collections import Counter, defaultdict
from itertools import combinations

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Partnership
from people.facets import bits
from people.models import Organisation
from people.models.organisations import SIDE_OF, Side
from publishing.charts import grouped
from publishing.reading import as_stored

DRAWN = 60  # nodes, above which a drawing is not read but only looked at
FIRST_YEAR = 1990


NOWHERE = "-"  # the seat whose country nobody knows; "KZ-" is one in Kazakhstan of which no region is known
NONE = "none"  # in the place of a goal


class Facts:
    """What the network asks of an organisation: its side, country and region. Each has a value, so that any can be asked."""

    def __init__(self, kind, country, region):
        region = region or ""
        self.side, self.country = SIDE_OF[kind], country or region[:2] or NOWHERE
        is_known = region[:2] == self.country
        self.region = region if is_known else NOWHERE if self.country == NOWHERE else f"{self.country}-"

    def has_seat(self, token):
        return not token or token in (self.country, self.region)


class Joined:
    """The partnerships that are chosen and the organisations in them: `asked` is {name: token} of the choices."""

    def __init__(self, partnerships, asked):
        self.partnerships, self.asked = partnerships, asked

    @cached_property
    def facts(self):
        """{key of an organisation: Facts} of all that take part in partnerships, whoever may see them."""
        rows = as_stored(Organisation.objects.order_by()).filter(partner_roles__isnull=False).distinct()
        read = rows.values_list("pk", "kind", "country", "region__code")
        return self.partnerships.kept("facts", lambda: {key: Facts(*facts) for key, *facts in read})

    @cached_property
    def began(self):
        """{key of a partnership: year in which it was signed or began}."""
        return self.partnerships.kept("years", years)

    @cached_property
    def chosen(self):
        """The keys of the partnerships that are asked for."""
        options = {name: self.option(name) for name in ("country", "goal") if self.asked[name]}
        return [key for key in bits.keys_of(self.partnerships.within(**options)) if self.is_in_time(key)]

    def option(self, facet):
        return next(one for one in self.partnerships.options(facet) if one.token == self.asked[facet])

    def is_in_time(self, key):
        since, until, year = self.asked["since"], self.asked["until"], self.began.get(key)
        if not since and not until:
            return True
        return bool(year) and (not since or year >= int(since)) and (not until or year <= int(until))

    @cached_property
    def met(self):
        """{partnership: [organisations in it]}, of the side and seat that are asked for."""
        members = self.partnerships.members
        return {key: [one for one in members.get(key, ()) if self.is_meant(one)] for key in self.chosen}

    @cached_property
    def members(self):
        """As `met`, of those that mostly serve the goal that is asked for; without partnerships of nobody."""
        mostly = self.asked["mostly"]
        found = {
            key: [one for one in some if not mostly or self.main_goals.get(one, NONE) == mostly]
            for key, some in self.met.items()
        }
        return {key: some for key, some in found.items() if some}

    @cached_property
    def main_goals(self):
        """{organisation: token of the goal that most of its chosen partnerships serve}; the first of several."""
        counted = Counter()
        for option in self.partnerships.options("goal"):
            for key in bits.keys_of(self.partnerships.having("goal", option)):
                counted.update((organisation, option.token) for organisation in self.met.get(key, ()))
        found = {}
        for organisation, goal in sorted(counted, key=lambda pair: (-counted[pair], int(pair[1]))):
            found.setdefault(organisation, goal)
        return found

    def is_meant(self, key):
        facts = self.facts[key]
        return facts.side == (self.asked["side"] or facts.side) and facts.has_seat(self.asked["seat"])

    @cached_property
    def number_of_partnerships(self):
        """{organisation: in how many of them it is}."""
        return Counter(key for members in self.members.values() for key in members)

    @cached_property
    def pairs(self):
        """{(organisation, organisation): how many partnerships join them}, the lesser key first."""
        return Counter(pair for members in self.members.values() for pair in combinations(members, 2))

    @cached_property
    def neighbours(self):
        """{organisation: [its partners, who shares most first]}."""
        found = defaultdict(list)
        for (one, other), number in self.pairs.items():
            found[one].append((-number, other))
            found[other].append((-number, one))
        return {key: [other for _number, other in sorted(partners)] for key, partners in found.items()}

    @cached_property
    def ranked(self):
        """The organisations, those with the most partners first."""
        numbers = self.number_of_partnerships
        return sorted(numbers, key=lambda key: (-len(self.neighbours.get(key, ())), -numbers[key], key))

    @property
    def with_both(self):
        """How many partnerships have both civil society and the state in them."""
        sides = [{self.facts[key].side for key in members} for members in self.members.values()]
        return sum({Side.CIVIL, Side.STATE} <= found for found in sides)

    def sentence(self, names):
        """Say who is joined by how many, who has the most partners, and how often both sides meet."""
        if not self.ranked:
            return _("No partnership joins organisations here.")
        organisations, partnerships = len(self.ranked), len(self.members)
        first = ngettext(
            "%(partnerships)s partnership joins %(organisations)s organisations.",
            "%(partnerships)s partnerships join %(organisations)s organisations.",
            partnerships,
        ) % {"partnerships": grouped(partnerships), "organisations": grouped(organisations)}
        most = self.ranked[0]
        told = _("Most partners: “%(name)s”, %(number)s.") % {
            "name": names.get(most, ""),
            "number": grouped(len(self.neighbours.get(most, ()))),
        }
        both = ngettext(
            "In %(number)s partnership civil society and the state are together.",
            "In %(number)s partnerships civil society and the state are together.",
            self.with_both,
        ) % {"number": grouped(self.with_both)}
        return f"{first} {told} {both}"


def years():
    """Return {key of a partnership: year in which it was signed, began or was to begin}."""
    rows = as_stored(Partnership.objects.order_by()).values_list("pk", "signed_on", "starts_on", "planned_starts_on")
    days = {key: next(filter(None, dates), None) for key, *dates in rows}
    return {key: day.year for key, day in days.items() if day}
