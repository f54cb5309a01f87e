from datetime import UTC, datetime, time, timedelta, timezone
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

import django_filters
from django.conf import settings
from django.db.models import Q
from django.utils import timezone as clock
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from events.models import Appearance, Event, EventOrganisation, EventPhoto, Material, Session, Statement
from goals.filters import GoalFilter, TargetFilter
from people.filters import organisations_by_name, visible_organisations, visible_people
from places.countries import Country, language_name
from places.filters import InRegionFilter
from places.models import Room
from publishing.filters import DayFilter, InListFilter, OneOfFilter, viewer
from publishing.search import SearchFilter
from publishing.wording import in_every_language

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


def rooms(request):
    return Room.objects.visible_to(viewer(request)).by_name()


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
    region = InRegionFilter(field_name="place__region")
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
    """The session filters of the programme of an event and of the API, under the same names."""

    q = SearchFilter()
    event = OneOfFilter(queryset=visible_events, label=_("Event"))
    day = DayFilter(method="on_day", label=_("Day"))
    room = OneOfFilter(queryset=rooms, to_field_name="pk", label=_("Room"))
    track = django_filters.CharFilter(method="in_track", max_length=100, label=_("Track"))
    kind = django_filters.ChoiceFilter(choices=Session.Kind.choices, label=_("Kind"))
    language = InListFilter(field_name="languages", choices=LANGUAGES, label=_("Language"))
    person = OneOfFilter(queryset=visible_people, method="with_person", label=_("Person"))
    organisation = OneOfFilter(queryset=visible_organisations, method="with_organisation", label=_("Organisation"))
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Session
        fields = []

    def on_day(self, queryset, name, day):
        """Sessions that begin on `day` as the clocks of their event tell it."""
        begun = Q(pk=None)
        for zone in self.zones():
            first, after = (
                datetime.combine(one, time.min, ZoneInfo(zone)).astimezone(UTC)
                for one in (day, day + timedelta(days=1))
            )
            begun |= Q(event__timezone=zone, starts_at__gte=first, starts_at__lt=after)
        return queryset.filter(begun)

    def zones(self):
        """The zones in which events are."""
        return Event.objects.order_by().values_list("timezone", flat=True).distinct()

    def in_track(self, queryset, name, track):
        """A track by its name in any language."""
        return queryset.filter(reduce(or_, (Q(**{column: track}) for column in in_every_language("track"))))

    def with_person(self, queryset, name, person):
        return self._with(queryset, person=person)

    def with_organisation(self, queryset, name, organisation):
        """Sessions in which somebody spoke for `organisation`."""
        return self._with(queryset, organisation=organisation)

    def _with(self, queryset, **whom):
        seen = Appearance.objects.visible_to(viewer(self.request)).filter(**whom)
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
