import django_filters
from django.utils.translation import gettext_lazy as _

from places.countries import Country
from places.models import Place, Region, Room
from publishing.filters import OneOfFilter


def regions_in_order(request):
    return Region.objects.in_order()


def places_by_key(request):
    return Place.objects.order_by("pk")


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
