"""The list of organisations: facets with live counts, four orders, and three views of the same rows."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from people.activity import by_activity
from people.exports import elsewhere
from people.facets.forms import FacetedMixin
from people.facets.paging import Tiers
from people.filters import OrganisationFilter
from people.models import Organisation
from places.on_map import VIEWS, OnMap
from publishing.charts import grouped
from publishing.keyset import Keyset
from publishing.list_pages import ListPage, choice_links
from publishing.sorting import active_sort_field

SORTS = {
    "relevance": _("Best match"),
    "name": pgettext_lazy("of an organisation", "Name"),
    "active": _("Most active"),
    "newest": _("Newest here"),
}


class OrganisationList(FacetedMixin, OnMap, ListPage):
    queryset = Organisation.objects.all()
    filterset_class = OrganisationFilter
    template_name = "people/organisation_list.html"
    heading = _("Organisations")
    empty_title = _("No organisations yet")
    count_label = ngettext_lazy("%(count)s organisation", "%(count)s organisations", "number")
    views = {"list": VIEWS["list"], "table": _("Table"), "map": VIEWS["map"]}
    counted_how = _("An organisation counts in every region where it has its seat or works.")

    @cached_property
    def sort(self):
        """As asked for, else the best match of a search, else by name."""
        asked, usual = self.request.GET.get("sort"), "relevance" if self.selection.text else "name"
        return asked if asked in self.sorts() else usual

    def sorts(self):
        return [name for name in SORTS if name != "relevance" or self.selection.text]

    def get_keyset(self):
        """The order of the rows: of names the database knows it, of the rest the index."""
        if self.sort == "name":
            return Keyset(active_sort_field())
        if self.sort == "newest":
            return Tiers([self.selection.bits], descending=True)
        if self.sort == "relevance":
            return Tiers(self.selection.tiers())
        ranked = [tier & self.selection.bits for tier in by_activity(self.selection.memory)]
        return Tiers([*ranked, self.selection.bits & ~sum(ranked)])

    def for_cards(self, rows):
        """The rows of a page with what their cards show; in the order of names the Sieve finds which these are."""
        if self.sort == "name":
            return rows.but(super().for_cards)
        return super().for_cards(rows.queryset)

    def numbers_by_region(self):
        """By the index, which knows them without a query."""
        found = {option.token: number for option, number in self.selection.counts("region")}
        return found | {None: self.selection.without("region")}

    def count_in_words(self):
        return self.count_label % {"count": grouped(self.selection.count), "number": self.selection.count}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **elsewhere(self.request.GET),
            sorts=choice_links(self.request.GET, "sort", {name: SORTS[name] for name in self.sorts()}, self.sort, ""),
            **kwargs,
        )
