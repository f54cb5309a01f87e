import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from goals.filters import GoalFilter, TargetFilter
from people.models import FocusArea, Group, Membership, Organisation, Person
from people.models.organisations import Kind, Side
from places.countries import Country
from places.models import Region
from publishing.filters import OneOfFilter, viewer
from publishing.search import SearchFilter


def visible_organisations(request):
    return Organisation.objects.visible_to(viewer(request))


def organisations_by_name(request):
    """Those the visitor may see, with just what a list of choices shows."""
    return visible_organisations(request).only("slug", "name").by_name()


def visible_people(request):
    return Person.objects.visible_to(viewer(request))


def regions(request):
    return Region.objects.in_order()


def by_name(model):
    return lambda request: model.objects.order_by("name", "pk")


SERVED = [("any", _("Serves at least one group")), ("none", _("No group served is named"))]


class OrganisationFilter(django_filters.FilterSet):
    """The organisation filters of the website and of the API, under the same names."""

    q = SearchFilter()
    country = django_filters.ChoiceFilter(choices=Country.choices, label=_("Country"))
    region = OneOfFilter(queryset=regions, to_field_name="code", method="at_home_or_at_work_in", label=_("Region"))
    side = django_filters.ChoiceFilter(choices=Side.choices, method="on_side", label=_("Side"))
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Kind"))
    focus_area = OneOfFilter(queryset=by_name(FocusArea), method="with_focus", label=_("Focus area"))
    group = OneOfFilter(queryset=by_name(Group), method="serving", label=_("Group served"))
    status = django_filters.ChoiceFilter(choices=Organisation.Status.choices, label=_("Status"))
    goal = GoalFilter()
    target = TargetFilter()
    served = django_filters.ChoiceFilter(
        choices=SERVED, method="serving_any", label=_("Serves any group"), widget=forms.HiddenInput
    )
    founded = django_filters.NumberFilter(
        field_name="founded_on",
        lookup_expr="year",
        label=_("Founded in"),
        min_value=1,
        max_value=9999,
        decimal_places=0,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Organisation
        fields = []

    def at_home_or_at_work_in(self, queryset, name, region):
        at_work = Organisation.regions.through.objects.filter(region=region).values("organisation")
        return queryset.filter(Q(region=region) | Q(pk__in=at_work))

    def on_side(self, queryset, name, side):
        return queryset.on_side(side)

    def with_focus(self, queryset, name, area):
        chosen = Organisation.focus_areas.through.objects.filter(focusarea=area)
        return queryset.filter(pk__in=chosen.values("organisation"))

    def serving(self, queryset, name, group):
        return queryset.filter(pk__in=Organisation.groups.through.objects.filter(group=group).values("organisation"))

    def serving_any(self, queryset, name, answer):
        serves = Exists(Organisation.groups.through.objects.filter(organisation=OuterRef("pk")))
        return queryset.filter(serves if answer == "any" else ~serves)


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
