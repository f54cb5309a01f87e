"""What the three lists hold, as sets of keys: which rows a visitor may see, and which of them have a value of a filter.

The sets are kept in the memory of the index of facets, so until anything changes. Those of a filter hold hidden rows too,
and are never looked at but together with `base`, the rows that the visitor may see.
"""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.filters import CommitmentFilter, PartnershipFilter
from partnerships.models import Commitment, Partner, Partnership
from partnerships.models.partnerships import SERVING
from people.facets import bits
from people.facets.options import options
from people.facets.selection import Selection
from people.filters import OrganisationFilter
from people.models import Group, Organisation
from places.models import Region
from publishing.reading import as_stored
from publishing.visibility import may

# The rows that stand for a choice of a filter, by what the address says; a country is its own code.
ROWS = {"region": (Region, "code"), "group": (Group, "slug")}


class Asker(NamedTuple):
    """In the place of a request, for filters that ask who is looking."""

    user: object


class Listed:
    """One list; a child knows its `model`, `route`, `filterset_class` and words."""

    def __init__(self, user, memory):
        self.user, self.memory = user, memory

    def can_be_narrowed_by(self, facet):
        return facet in self.filterset_class.base_filters

    def link(self, **chosen):
        """Return the address of the list narrowed to what is `chosen`."""
        return f"{reverse(self.route)}?{urlencode(chosen)}" if chosen else reverse(self.route)

    def options(self, facet):
        return options(facet, self.memory)

    def within(self, **chosen):
        """Return those the visitor may see that have every one of the `chosen` options, as bits."""
        found = self.base
        for facet, option in chosen.items():
            found &= self.having(facet, option)
        return found

    def kept(self, name, make):
        """Return what `make()` gives, kept while nothing changes. `name` says all that it depends on."""
        return self.memory.kept(("pictures", self.model.__name__, name), make)

    def kept_for_viewers(self, name, make, *models):
        """As `kept`, apart for those who may see everything of the list (and of `models`) and for the public."""
        return self.kept((name, *(may(self.user, "view", model) for model in (self.model, *models))), make)


class Organisations(Listed):
    name, label = "organisations", _("Organisations")
    model, route, filterset_class = Organisation, "people:organisations", OrganisationFilter

    @cached_property
    def base(self):
        return Selection(self.user, memory=self.memory).base

    def having(self, facet, option):
        found = 0
        for value in option.values:
            found |= self.memory.bits(value)
        return found

    def rows(self, keys):
        """Return {key: organisation} of `keys`, as far as the visitor may see them, with what a link shows."""
        return self.model.objects.visible_to(self.user).only("slug", "name", "kind").in_bulk(keys) if keys else {}


class Tagged(Listed):
    """A list of rows with tags and few enough that the index has none of them."""

    @cached_property
    def base(self):
        rows = as_stored(self.model.objects.visible_to(self.user).order_by())
        return self.kept_for_viewers("base", lambda: bits.from_keys(rows.values_list("pk", flat=True)))

    def having(self, facet, option):
        return self.sets(facet).get(option.token, 0)

    def sets(self, facet):
        """Return {token: the rows with this value}, whoever may see them."""
        if facet in ("goal", "target"):
            return self.kept(facet, lambda: self.by_tag(facet))
        # A filter may look at rows beside its own, as far as the visitor may see them.
        return self.kept_for_viewers(facet, lambda: self.by_filter(facet), Partnership)

    def by_tag(self, facet):
        tag = self.model._meta.get_field("tags").related_model
        rows = as_stored(tag._base_manager.filter(**{f"{facet}__isnull": False}))
        return grouped_keys(rows.values_list(f"{facet}_id", f"{tag.owner_field().name}_id"))

    def by_filter(self, facet):
        """Ask the list's own filter for every choice at once, so that no count differs from what the list shows."""
        asked = self.filterset_class({}, self.model.objects.none(), request=Asker(self.user))
        narrow, rows = asked.filters[facet].filter, as_stored(self.model.objects.order_by())
        parts = [
            narrow(rows, value).values_list(Value(token, output_field=CharField()), "pk")
            for token, value in self.values(facet)
        ]
        return grouped_keys(parts[0].union(*parts[1:], all=True)) if parts else {}

    def values(self, facet):
        """Return [(what the address says, what the filter makes of it)]."""
        if facet not in ROWS:
            return [(option.token, option.token) for option in self.options(facet)]
        model, code = ROWS[facet]
        return [(getattr(row, code), row) for row in model.objects.order_by("pk")]


def grouped_keys(pairs):
    """Return {value as text: keys as bits} of (value, key)."""
    found = defaultdict(list)
    for value, key in pairs:
        found[str(value)].append(key)
    return {value: bits.from_keys(keys) for value, keys in found.items()}


class Partnerships(Tagged):
    name, label = "partnerships", _("Partnerships")
    model, route, filterset_class = Partnership, "partnerships:list", PartnershipFilter

    def serving(self, on):
        """Return those that serve what they are for, or are to, as at the day `on` (see SERVING), as bits."""
        rows = Partnership.objects.order_by().with_status(on).filter(status__in=SERVING)
        return self.base & self.kept(("serving", on), lambda: bits.from_keys(rows.values_list("pk", flat=True)))

    @cached_property
    def money(self):
        """{currency: {key of a partnership: the sum of the amounts that partners bring in it}}."""
        return self.kept_for_viewers("money", self.read_money, Partner)

    def read_money(self):
        found = defaultdict(lambda: defaultdict(int))
        rows = Partner.objects.visible_to(self.user).filter(amount__isnull=False)
        for currency, key, amount in rows.values_list("currency", "partnership_id", "amount"):
            found[currency][key] += amount
        return {currency: dict(amounts) for currency, amounts in sorted(found.items())}

    @cached_property
    def members(self):
        """{key of a partnership: [keys of the organisations in it that the visitor may see]}."""
        return self.kept_for_viewers("members", self.read_members, Partner)

    def read_members(self):
        found = defaultdict(set)
        for key, organisation in Partner.objects.visible_to(self.user).values_list("partnership_id", "organisation_id"):
            found[key].add(organisation)
        return {key: sorted(organisations) for key, organisations in found.items()}

    @cached_property
    def money_known(self):
        """{currency: the partnerships of which an amount in it is known, as bits}."""
        return {currency: bits.from_keys(amounts) for currency, amounts in self.money.items()}


class Commitments(Tagged):
    name, label = "commitments", _("Commitments")
    model, route, filterset_class = Commitment, "partnerships:commitments", CommitmentFilter


LISTS = {listed.name: listed for listed in (Organisations, Partnerships, Commitments)}
