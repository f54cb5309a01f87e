"""Lists that can be looked at as a map: how many of their rows there are in each region, and the way to these."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places import tile_map
from places.countries import Country, country_name
from places.models import Region
from publishing.charts import grouped
from publishing.list_pages import address_changed, choice_links

VIEWS = {"list": gettext_lazy("List"), "map": gettext_lazy("Map")}


@dataclass(frozen=True)
class RegionMap:
    """What components/region_map.html shows: a `drawing` (TileMap), and how many rows are in no region that is known.

    `noun` are the rows in the plural ("Partnerships"), `how` says in which region one of them counts.
    """

    noun: str
    how: str
    drawing: tile_map.TileMap
    nowhere: int

    @property
    def tiles(self):
        return self.drawing.tiles

    @property
    def countries(self):
        """[(name of a country, its tiles)], in the order in which the portal names them."""
        return [(country_name(code), [tile for tile in self.tiles if tile.country == code]) for code in Country]

    @property
    def has_rows(self):
        return bool(self.nowhere) or self.has_places

    @property
    def has_places(self):
        return any(tile.number for tile in self.tiles)

    @property
    def title(self):
        return _("%(noun)s by region") % {"noun": self.noun}

    def sentence(self):
        """Say where most are, in how many regions there is nothing, and how many are in none of them."""
        most = max(self.tiles, key=lambda tile: tile.number)
        if not most.number:
            return _("No region is known of any of these.")
        where = {"region": most.name, "country": country_name(most.country), "number": most.shown}
        told = [_("Most are in %(region)s (%(country)s): %(number)s.") % where, self.emptiness()]
        if self.nowhere:
            told.append(_("Without a known region: %(number)s.") % {"number": grouped(self.nowhere)})
        return " ".join(told)

    def emptiness(self):
        """Say in how many regions there is nothing."""
        empty, regions = sum(not tile.number for tile in self.tiles), len(self.tiles)
        if not empty:
            return _("There are some in each of the %(regions)s regions.") % {"regions": regions}
        told = ngettext(
            "In %(empty)s region of %(regions)s there are none.",
            "In %(empty)s regions of %(regions)s there are none.",
            empty,
        )
        return told % {"empty": empty, "regions": regions}


class OnMap:
    """For a ListPage that can be narrowed by `region`: at `?view=map` its rows as a map of the regions and a table.

    Each number is that of the list which it leads to: in that region, and with everything else that is chosen.
    """

    views = VIEWS
    counted_how = ""

    @cached_property
    def view_name(self):
        asked = self.request.GET.get("view")
        return asked if asked in self.views else "list"

    def get_page(self):
        return super().get_page() if self.view_name != "map" else None

    def numbers_by_region(self):
        """Return {code of a region: number of rows}, under None those of which no region is known."""
        return self.filterset.filters["region"].numbers(self.regardless_of("region"))

    @cached_property
    def region_map(self):
        numbers = self.numbers_by_region()
        counted = []
        for region in Region.objects.in_order():
            number = numbers.get(region.code, 0)
            url = address_changed(self.request.GET, region=region.code, view="")
            counted.append((region.code, str(region), number, url))
        return RegionMap(self.heading, self.counted_how, tile_map.shaded(counted), numbers.get(None, 0))

    def get_context_data(self, **kwargs):
        params, is_map = self.request.GET, self.view_name == "map"
        return super().get_context_data(
            view_name=self.view_name,
            views=choice_links(params, "view", self.views, self.view_name, "list"),
            kept={name: params[name] for name in ("view", "sort") if params.get(name)},
            region_map=self.region_map if is_map else None,
            has_rows=is_map and self.region_map.has_rows,
            **kwargs,
        )
