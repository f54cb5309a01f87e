from datetime import UTC, datetime, time, timedelta, timezone

import django_filters
from django.conf import settings
from django.utils import timezone as clock
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from events.models import Appearance, Event, EventOrganisation, EventPhoto, Material, Session, Statement
from goals.filters import GoalFilter, TargetFilter
from people.filters import organisations_by_name, visible_organisations, visible_people
from places.countries import Country, language_name
from publishing.filters import DayFilter, InListFilter, OneOfFilter, viewer
from publishing.search import SearchFilter

# Days are meant in the event's own zone. Those of the five countries are UTC+5 and UTC+6 (Almaty until 2024, Bishkek):
# an event that ends at midnight has not reached into the next day, nor has one that starts at midnight begun the day
# before, if each end is compared with the zone that leaves it on its own day.
EARLY, LATE = timezone(timedelta(hours=6)), timezone(timedelta(hours=5))
LANGUAGES = [(code, lazy(language_name, str)(code)) for code, _name in settings.LANGUAGES]


def organising_roles(request):
    return EventOrganisation.objects.visible_to(viewer(request)).organising()


def organisers(request):
    return organisations_by_name(request).filter(pk__in=organising_roles(request).values("organisation"))


def visible_events(request):
    return Event.objects.visible_to(viewer(request)).latest_first()


class EventFilter(django_filters.FilterSet):
    """The event filters of the website and of the API, under the same names."""

    q = SearchFilter()
    when = django_filters.ChoiceFilter(
        choices=[("upcoming", _("Upcoming")), ("past", _("Past"))],
        empty_label=_("Upcoming and past"),
        method="at_this_moment",
        label=_("When"),
    )
    since = DayFilter(method="ending_since", label=_("From"))
    until = DayFilter(method="beginning_until", label=_("To"))
    country = django_filters.ChoiceFilter(field_name="place__country", choices=Country.choices, label=_("Country"))
    kind = django_filters.ChoiceFilter(choices=Event.Kind.choices, label=_("Kind"))
    organiser = OneOfFilter(
        queryset=visible_organisations, offered=organisers, method="organised_by", label=_("Organiser")
    )
    language = InListFilter(field_name="languages", choices=LANGUAGES, label=_("Language"))
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Event
        fields = []

    def at_this_moment(self, queryset, name, value):
        return queryset.upcoming(clock.now()) if value == "upcoming" else queryset.past(clock.now())

    def ending_since(self, queryset, name, day):
        return queryset.filter(ends_at__gt=datetime.combine(day, time.min, LATE).astimezone(UTC))

    def beginning_until(self, queryset, name, day):
        return queryset.filter(starts_at__lt=datetime.combine(day, time.max, EARLY).astimezone(UTC))

    def organised_by(self, queryset, name, organisation):
        roles = organising_roles(self.request).filter(organisation=organisation)
        return queryset.filter(pk__in=roles.values("event"))


class SessionFilter(django_filters.FilterSet):
    """The session filters of the API."""

    q = SearchFilter()
    event = OneOfFilter(queryset=visible_events, label=_("Event"))
    kind = django_filters.ChoiceFilter(choices=Session.Kind.choices, label=_("Kind"))
    person = django_filters.CharFilter(method="with_person", max_length=120, label=_("Person"))
    language = InListFilter(field_name="languages", choices=LANGUAGES, label=_("Language"))
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Session
        fields = []

    def with_person(self, queryset, name, slug):
        seen = Appearance.objects.visible_to(viewer(self.request)).filter(person__slug=slug)
        return queryset.filter(pk__in=seen.values("session"))


def visible_sessions(request):
    return Session.objects.visible_to(viewer(request)).chronological()


class OfSessionFilter(django_filters.FilterSet):
    """What the filters of a session's rows share."""

    session = OneOfFilter(queryset=visible_sessions, label=_("Session"))
    event = OneOfFilter(field_name="session__event", queryset=visible_events, label=_("Event"))
    person = OneOfFilter(queryset=visible_people, label=_("Person"))


class AppearanceFilter(OfSessionFilter):
    """The appearance filters of the API."""

    role = django_filters.ChoiceFilter(choices=Appearance.Role.choices, label=_("Role"))
    organisation = OneOfFilter(queryset=visible_organisations, label=_("Organisation"))

    class Meta:
        model = Appearance
        fields = []


class StatementFilter(OfSessionFilter):
    """The statement filters of the API."""

    kind = django_filters.ChoiceFilter(choices=Statement.Kind.choices, label=_("Kind"))

    class Meta:
        model = Statement
        fields = []


class OfEventFilter(django_filters.FilterSet):
    """What the filters of an event's rows share."""

    event = OneOfFilter(queryset=visible_events, label=_("Event"))
    session = OneOfFilter(queryset=visible_sessions, label=_("Session"))


class MaterialFilter(OfEventFilter):
    """The material filters of the API."""

    kind = django_filters.ChoiceFilter(choices=Material.Kind.choices, label=_("Kind"))

    class Meta:
        model = Material
        fields = []


class EventPhotoFilter(OfEventFilter):
    """The filters of an event's pictures, of the API."""

    class Meta:
        model = EventPhoto
        fields = []
