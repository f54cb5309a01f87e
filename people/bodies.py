"""Commissions, councils and working groups: their list, and the table of a body's seats."""

import django_filters
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from people.models import Organisation
from people.seats import seats_over_time
from places.countries import Country
from places.filters import InRegionFilter
from places.on_map import OnMap
from publishing.cells import plain
from publishing.detail_pages import AtOwnAddress
from publishing.downloads import csv_answer, licensed
from publishing.keyset import Keyset
from publishing.list_pages import ListPage
from publishing.search import SearchFilter
from publishing.sorting import active_sort_field


class BodyFilter(django_filters.FilterSet):
    """The filters of the list of bodies, named as those of all organisations."""

    q = SearchFilter()
    country = django_filters.ChoiceFilter(choices=Country.choices, label=_("Country"))
    region = InRegionFilter(field_name="region")

    class Meta:
        model = Organisation
        fields = []


class BodyList(OnMap, ListPage):
    queryset = Organisation.objects.bodies().filter(merged_into=None)
    filterset_class = BodyFilter
    template_name = "people/body_list.html"
    heading = _("Commissions, councils and working groups")
    empty_title = _("No bodies yet")
    count_label = ngettext_lazy("%(count)d body", "%(count)d bodies", "count")
    counted_how = _("A body counts in the region of its seat.")

    def get_keyset(self):
        return Keyset(active_sort_field())


class SeatsTable(AtOwnAddress):
    """The seats of a body by side, a row for each year, as CSV."""

    queryset = Organisation.objects.bodies()

    def address_of(self, row):
        return reverse("people:seats", args=[row.slug])

    def answer(self):
        body, user = self.object, self.request.user
        figure = seats_over_time(body.memberships.visible_to(user).with_parties(user), timezone.localdate())
        if figure is None:
            raise Http404
        rows = [[plain(row.label), *row.numbers] for row in figure.rows]
        return licensed(csv_answer(f"{body.slug}-seats", figure.headings, rows))
