"""The list of organisations: facets with live counts, four orders, and three views of the same rows."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from people.activity import by_activity
from people.exports import elsewhere
from people.facets.forms import FacetedMixin
from people.facets.paging import Tiers
from people.filters import OrganisationFilter
from people.models import Organisation
from places import tile_map
from places.countries import Country, country_name
from publishing.charts import grouped
from publishing.keyset import Keyset
from publishing.list_pages import ListPage, address_changed, choice_links
from publishing.sorting import active_sort_field

SORTS = {"relevance": _("Best match"), "name": _("Name"), "active": _("Most active"), "newest": _("Newest here")}
VIEWS = {"list": _("List"), "table": _("Table"), "map": _("Map")}
BORDERS = tile_map.borders()


class OrganisationList(FacetedMixin, ListPage):
    queryset = Organisation.objects.all()
    filterset_class = OrganisationFilter
    template_name = "people/organisation_list.html"
    heading = _("Organisations")
    empty_title = _("No organisations yet")
    count_label = ngettext_lazy("%(count)s organisation", "%(count)s organisations", "number")

    @cached_property
    def view_name(self):
        asked = self.request.GET.get("view")
        return asked if asked in VIEWS else "list"

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

    def get_page(self):
        return super().get_page() if self.view_name != "map" else None

    def count_in_words(self):
        return self.count_label % {"count": grouped(self.selection.count), "number": self.selection.count}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **elsewhere(self.request.GET),
            view_name=self.view_name,
            has_rows=self.view_name == "map" and bool(self.selection.count),
            views=choice_links(self.request.GET, "view", VIEWS, self.view_name, "list"),
            sorts=choice_links(self.request.GET, "sort", {name: SORTS[name] for name in self.sorts()}, self.sort, ""),
            kept={name: self.request.GET[name] for name in ("view", "sort") if self.request.GET.get(name)},
            **(self.map_context() if self.view_name == "map" else {}),
            **kwargs,
        )

    def map_context(self):
        counted = [
            (option.token, option.label, number, address_changed(self.request.GET, region=option.token, view=""))
            for option, number in self.selection.counts("region")
        ]
        tiles = tile_map.tiles(counted)
        most = max(tiles, key=lambda tile: tile.number)
        return {
            "tiles": tiles,
            "countries": [(country_name(code), [tile for tile in tiles if tile.country == code]) for code in Country],
            "most": most if most.number else None,
            "legend": tile_map.legend(tiles),
            "borders": BORDERS,
            "width": tile_map.COLUMNS * tile_map.SIDE,
            "height": tile_map.ROWS * tile_map.SIDE,
            "side": tile_map.SIDE,
        }
