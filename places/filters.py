import django_filters
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from places.countries import Country
from places.models import Place, Region, Room
from publishing.filters import OneOfFilter


def regions_in_order(request):
    return Region.objects.in_order()


def places_by_key(request):
    return Place.objects.order_by("pk")


class InRegionFilter(OneOfFilter):
    """`region=KZ-71`: rows that are in a region, to which `field_name` leads from them.

    Where that takes more than a path, a child says in `placed` which region is meant; the map of a list counts by the same.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Region"))
        super().__init__(queryset=regions_in_order, to_field_name="code", **kwargs)

    def placed(self, rows):
        """Return `rows`, a queryset, with the alias `region_code`; a row in several regions comes once for each."""
        return rows.alias(region_code=F(f"{self.field_name}__code"))

    def filter(self, queryset, region):
        return self.placed(queryset).filter(region_code=region.code) if region else queryset

    def numbers(self, rows):
        """Return {code of a region: how many of `rows` are there}, under None those of no known region; one query."""
        coded = self.placed(rows).order_by().annotate(region_code=F("region_code")).values_list("region_code")
        return dict(coded.annotate(number=Count("pk", distinct=True)))


class RegionFilter(django_filters.FilterSet):
    """The region filters of the API."""

    country = django_filters.ChoiceFilter(choices=Country.choices, label=_("Country"))

    class Meta:
        model = Region
        fields = []


class PlaceFilter(django_filters.FilterSet):
    """The place filters of the API."""

    country = django_filters.ChoiceFilter(choices=Country.choices, label=_("Country"))
    region = OneOfFilter(queryset=regions_in_order, to_field_name="code", label=_("Region"))

    class Meta:
        model = Place
        fields = []


class RoomFilter(django_filters.FilterSet):
    """The room filters of the API."""

    place = OneOfFilter(queryset=places_by_key, label=_("Place"))

    class Meta:
        model = Room
        fields = []
