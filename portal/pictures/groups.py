"""Leave no one behind: who serves a group, and where nobody does."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places import tile_map
from places.countries import country_name
from publishing.charts import grouped


class Served(NamedTuple):
    """A group: its organisations and partnerships as (number, shown, address), and the regions where somebody serves it."""

    label: str
    url: str
    counts: list
    regions: int
    is_chosen: bool


class Place(NamedTuple):
    """A region with the counts of who serves the chosen group there."""

    code: str
    label: str
    country: str
    counts: list


class Count(NamedTuple):
    number: int
    shown: str
    url: str


class Groups:
    """`lists` are the Listed that can be asked by group and by region, organisations first; `chosen` an Option or None."""

    def __init__(self, lists, chosen):
        self.lists, self.chosen = lists, chosen
        self.options = lists[0].options("group")
        self.regions = lists[0].options("region")

    def count(self, listed, **chosen):
        number = listed.within(**chosen).bit_count()
        url = listed.link(**{name: option.token for name, option in chosen.items()}) if number else ""
        return Count(number, grouped(number), url)

    def groups(self, query):
        """Return a Served for each group; `query(slug)` leads to its map."""
        return [
            Served(
                option.label,
                query(option.token),
                [self.count(listed, group=option) for listed in self.lists],
                sum(bool(self.lists[0].within(group=option, region=region)) for region in self.regions),
                option == self.chosen,
            )
            for option in self.options
        ]

    def asked(self, listed):
        """Return what stands for the chosen group in `listed`, {filter: Option}; without one, for any."""
        return {"group": self.chosen} if self.chosen else {"served": listed.options("served")[0]}

    def places(self):
        return [
            Place(region.token, region.label, region.within,
                  [self.count(listed, **self.asked(listed), region=region) for listed in self.lists])
            for region in self.regions
        ]  # fmt: skip

    def map(self, places):
        """Return the TileMap of the organisations."""
        counted = [(place.code, place.label, place.counts[0].number, place.counts[0].url) for place in places]
        return tile_map.shaded(counted)

    @property
    def meant(self):
        return self.chosen.label if self.chosen else _("any group")

    def sentence(self, places):
        """Say where most organisations serve the group, and where none does."""
        most = max(places, key=lambda place: place.counts[0].number)
        if not most.counts[0].number:
            return _("In no region is an organisation known to serve %(group)s.") % {"group": self.meant}
        without = sum(not place.counts[0].number for place in places)
        first = _("Most that serve %(group)s: %(region)s, %(number)s.") % {
            "group": self.meant,
            "region": f"{most.label} ({country_name(most.country)})",
            "number": most.counts[0].shown,
        }
        rest = ngettext(
            "In %(without)s region of %(regions)s nobody is known to.",
            "In %(without)s regions of %(regions)s nobody is known to.",
            without,
        ) % {"without": without, "regions": len(places)}
        return f"{first} {rest}"
