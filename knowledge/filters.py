import django_filters
from django.utils.translation import gettext_lazy as _

from events.models import Event
from goals.filters import GoalFilter, TargetFilter
from knowledge.models import Resource, Story
from people.filters import organisations_by_name, visible_organisations
from places.countries import Country
from publishing.filters import DayFilter, InListFilter, OneOfFilter, viewer
from publishing.search import SearchFilter


def visible_events(request):
    return Event.objects.visible_to(viewer(request)).latest_first()


def organisations_with_resources(request):
    """Those whose choice finds something: of resources that the visitor may see."""
    resources = Resource.objects.visible_to(viewer(request))
    return organisations_by_name(request).filter(pk__in=resources.values("organisations"))


def events_with_stories(request):
    stories = Story.objects.visible_to(viewer(request))
    return visible_events(request).filter(pk__in=stories.values("events"))


class ResourceFilter(django_filters.FilterSet):
    """The filters of resources, of the website and of the API, under the same names."""

    q = SearchFilter()
    kind = django_filters.ChoiceFilter(choices=Resource.Kind.choices, label=_("Kind"))
    country = InListFilter(field_name="countries", choices=Country.choices, label=_("Country"))
    organisation = OneOfFilter(
        field_name="organisations",
        queryset=visible_organisations,
        offered=organisations_with_resources,
        label=_("Organisation"),
    )
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Resource
        fields = []


class StoryFilter(django_filters.FilterSet):
    """The filters of stories, of the website and of the API, under the same names."""

    q = SearchFilter()
    since = DayFilter(field_name="dated_on", lookup_expr="gte", label=_("From"))
    until = DayFilter(field_name="dated_on", lookup_expr="lte", label=_("To"))
    event = OneOfFilter(field_name="events", queryset=visible_events, offered=events_with_stories, label=_("Event"))
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Story
        fields = []
