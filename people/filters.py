from functools import partial

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.facets import memory
from people.facets.options import FACETS, options
from people.facets.selection import Selection
from people.facets.sieve import Sieve
from people.models import Membership, Organisation, Person
from people.models.organisations import Side
from publishing.filters import OneOfFilter, viewer
from publishing.search import SearchFilter


def visible_organisations(request):
    return Organisation.objects.visible_to(viewer(request))


def organisations_by_name(request):
    """Those the visitor may see, with just what a list of choices shows."""
    return visible_organisations(request).only("slug", "name").by_name()


def visible_people(request):
    return Person.objects.visible_to(viewer(request))


def by_name(model):
    return lambda request: model.objects.order_by("name", "pk")


class FacetFilter(django_filters.MultipleChoiceFilter):
    """`country=KZ&country=KG`: one or several values of a facet, any of which fits."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, choices=(), **kwargs)


class OrganisationFilter(django_filters.FilterSet):
    """The organisation filters of the website, of the API and of exports, under the same names.

    What they come to is worked out from the index of facets: `qs` is a Sieve, `selection` tells the counts.
    """

    q = SearchFilter()
    country = FacetFilter(label=_("Country"))
    region = FacetFilter(label=_("Region"))
    side = FacetFilter(label=_("Side"))
    kind = FacetFilter(label=_("Kind"))
    goal = FacetFilter(label=_("Goals"))
    target = FacetFilter(label=_("Target"))
    focus_area = FacetFilter(label=_("Focus area"))
    group = FacetFilter(label=_("Group served"))
    served = FacetFilter(label=_("Serves anybody left behind"))
    founded = FacetFilter(label=_("Founded in"))
    status = FacetFilter(label=_("Status"))
    verified = FacetFilter(label=_("Verified"))

    # Also where nothing is chosen the index counts faster than the database.
    narrows_always = True

    class Meta:
        model = Organisation
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.memory = memory.current()
        for name in FACETS:
            self.filters[name].extra["choices"] = partial(choices, name, self.memory)

    @cached_property
    def selection(self):
        """What the visitor has chosen, without what cannot be chosen."""
        given = {name: self.form.cleaned_data.get(name) for name in FACETS} if self.is_bound else {}
        text = self.form.cleaned_data.get("q", "") if self.is_bound else ""
        return Selection(viewer(self.request), given, text, memory=self.memory)

    def filter_queryset(self, queryset):
        return Sieve(queryset, self.selection.bits)


def choices(facet, memory):
    return [(option.token, option.label) for option in options(facet, memory)]


def seat_bodies(request):
    """Organisations and bodies with members that the visitor may see."""
    seats = Membership.objects.visible_to(viewer(request)).filter(person__isnull=False)
    return organisations_by_name(request).filter(pk__in=seats.values("organisation"))


class PersonFilter(django_filters.FilterSet):
    """The person filters of the website and of the API, under the same names."""

    q = SearchFilter()
    organisation = OneOfFilter(
        queryset=visible_organisations, offered=seat_bodies, method="member_of", label=_("Member of")
    )

    class Meta:
        model = Person
        fields = []

    def member_of(self, queryset, name, organisation):
        seats = Membership.objects.visible_to(viewer(self.request)).filter(organisation=organisation)
        return queryset.filter(pk__in=seats.filter(person__isnull=False).values("person"))


class MembershipFilter(django_filters.FilterSet):
    """The membership filters of the API."""

    organisation = OneOfFilter(queryset=visible_organisations, label=_("Employer or body"))
    person = OneOfFilter(queryset=visible_people, label=_("Person"))
    side = django_filters.ChoiceFilter(choices=Side.choices, label=_("Side of the seat"))

    class Meta:
        model = Membership
        fields = []
