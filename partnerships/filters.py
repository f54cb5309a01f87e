import django_filters
from django import forms
from django.db.models import Case, Count, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.filters import visible_events
from events.models import Session
from goals.filters import GoalFilter, TargetFilter
from partnerships.models import Assessment, Commitment, Partner, Partnership, PartnershipDocument, ProgressReport
from partnerships.models.partnerships import Status
from partnerships.models.progress import Progress
from people.facets.options import SERVED
from people.filters import by_name, organisations_by_name, visible_organisations
from people.models import Group, Organisation
from people.models.organisations import SIDES, Side
from places.countries import Country
from places.filters import InRegionFilter
from publishing.filters import DayFilter, InListFilter, OneOfFilter, holding, viewer
from publishing.search import SearchFilter

# A form that lists every organisation is a page of thousands of lines.
OFFERED = 100
OFFERED_ONLY = _("At most a hundred, those with the most. Any other is found by its name, in the search.")


def visible_partners(request):
    return Partner.objects.visible_to(viewer(request))


def partners(request):
    return organisations_by_name(request).filter(pk__in=most_frequent(visible_partners(request), "organisation"))


def owners(request):
    promised = Commitment.objects.visible_to(viewer(request))
    return organisations_by_name(request).filter(pk__in=most_frequent(promised, "owner"))


def most_frequent(rows, column):
    """Return the OFFERED values of `column` that most of `rows` have, as a query."""
    counted = rows.order_by().values(column).annotate(number=Count("pk"))
    return counted.order_by("-number", column).values(column)[:OFFERED]


def visible_partnerships(request):
    return Partnership.objects.visible_to(viewer(request)).latest_first()


def visible_commitments(request):
    return Commitment.objects.visible_to(viewer(request)).soonest_first()


def visible_sessions(request):
    return Session.objects.visible_to(viewer(request))


def events_of_promises(request):
    made = Commitment.objects.visible_to(viewer(request)).values("made_at_session")
    return visible_events(request).filter(pk__in=visible_sessions(request).filter(pk__in=made).values("event"))


class PartnershipFilter(django_filters.FilterSet):
    """The partnership filters of the website and of the API, under the same names."""

    q = SearchFilter()
    status = django_filters.ChoiceFilter(choices=Status.choices, method="standing_today", label=_("Status"))
    kind = django_filters.ChoiceFilter(choices=Partnership.Kind.choices, label=_("Kind"))
    organisation = OneOfFilter(
        queryset=visible_organisations,
        offered=partners,
        method="with_partner",
        label=_("Organisation"),
        help_text=OFFERED_ONLY,
    )
    country = InListFilter(field_name="countries", choices=Country.choices, label=_("Country"))
    region = InRegionFilter(field_name="regions")
    currency = django_filters.CharFilter(
        method="with_money", max_length=3, label=_("Money in"), widget=forms.HiddenInput
    )
    group = OneOfFilter(queryset=by_name(Group), method="serving", label=_("Group served"))
    served = django_filters.ChoiceFilter(choices=SERVED, method="serving_any", label=_("Serves anybody left behind"))
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Partnership
        fields = []

    def standing_today(self, queryset, name, status):
        return queryset.with_status(timezone.localdate()).filter(status=status)

    def with_partner(self, queryset, name, organisation):
        roles = visible_partners(self.request).filter(organisation=organisation)
        return queryset.filter(pk__in=roles.values("partnership"))

    def with_money(self, queryset, name, currency):
        """Those to which a partner brings an amount in `currency`, an ISO 4217 code."""
        paid = visible_partners(self.request).filter(amount__isnull=False, currency=currency)
        return queryset.filter(pk__in=paid.values("partnership"))

    def serving(self, queryset, name, group):
        return queryset.filter(pk__in=Partnership.groups.through.objects.filter(group=group).values("partnership"))

    def serving_any(self, queryset, name, wanted):
        serving = Partnership.groups.through.objects.values("partnership")
        return queryset.filter(pk__in=serving) if wanted == "any" else queryset.exclude(pk__in=serving)


class WherePromisedFilter(InRegionFilter):
    """A commitment is where its partnership works; one that stands alone is where its owner is."""

    def placed(self, rows):
        alone = When(partnership__isnull=True, then="owner__region__code")
        partnerships = visible_partnerships(self.get_request()).order_by()
        seen = rows.filter(Q(partnership__isnull=True) | Q(partnership__in=partnerships.values("pk")))
        return seen.alias(region_code=Case(alone, default="partnership__regions__code"))

    def filter(self, queryset, region):
        """Narrow without the joins of `placed`: pictures ask for all 54 regions, which took four times as long."""
        if not region:
            return queryset
        working = Partnership.regions.through.objects.filter(region=region).values("partnership")
        there = visible_partnerships(self.get_request()).filter(pk__in=working)
        return here(queryset, there, Organisation.objects.filter(region=region).values("pk"))


class CommitmentFilter(django_filters.FilterSet):
    """The commitment filters of the website, of the API, of exports and feeds, under the same names.

    Where a commitment works and whom it serves is said by its partnership; one that stands alone is where its owner is.
    """

    q = SearchFilter()
    progress = django_filters.ChoiceFilter(choices=Progress.choices, method="standing_today", label=_("Progress"))
    organisation = OneOfFilter(
        field_name="owner",
        queryset=visible_organisations,
        offered=owners,
        label=_("Organisation"),
        help_text=OFFERED_ONLY,
    )
    side = django_filters.ChoiceFilter(choices=Side.choices, method="of_side", label=_("Side of the owner"))
    country = django_filters.ChoiceFilter(choices=Country.choices, method="in_country", label=_("Country"))
    region = WherePromisedFilter()
    group = OneOfFilter(queryset=by_name(Group), method="serving", label=_("Group served"))
    served = django_filters.ChoiceFilter(choices=SERVED, method="serving_any", label=_("Serves anybody left behind"))
    event = OneOfFilter(queryset=visible_events, offered=events_of_promises, method="made_at", label=_("Made at"))
    due_since = DayFilter(field_name="due_on", lookup_expr="gte", label=_("Due from"))
    due_until = DayFilter(field_name="due_on", lookup_expr="lte", label=_("Due until"))
    partnership = django_filters.CharFilter(
        method="within", max_length=120, label=_("Partnership"), widget=forms.HiddenInput
    )
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Commitment
        fields = []

    def standing_today(self, queryset, name, progress):
        return queryset.with_progress(timezone.localdate()).filter(progress=progress)

    def within(self, queryset, name, slug):
        return queryset.filter(partnership__in=visible_partnerships(self.request).filter(slug=slug).values("pk"))

    def of_side(self, queryset, name, side):
        return queryset.filter(owner__kind__in=SIDES[side])

    def in_country(self, queryset, name, code):
        there = holding(visible_partnerships(self.request), "countries", code)
        return here(queryset, there, Organisation.objects.filter(country=code).values("pk"))

    def serving(self, queryset, name, group):
        return self.for_groups(queryset, group=group)

    def serving_any(self, queryset, name, wanted):
        if wanted == "any":
            return self.for_groups(queryset)
        return queryset.exclude(pk__in=self.for_groups(Commitment.objects.all()).values("pk"))

    def for_groups(self, queryset, **which):
        """Return those that serve the groups `which` are meant, or any."""
        serving = Partnership.groups.through.objects.filter(**which).values("partnership")
        owners = Organisation.groups.through.objects.filter(**which).values("organisation")
        return here(queryset, visible_partnerships(self.request).filter(pk__in=serving), owners)

    def made_at(self, queryset, name, event):
        return queryset.made_at(event, viewer(self.request))


def here(commitments, partnerships, owners):
    """Return those of `commitments` that are within `partnerships`, or stand alone and have one of the `owners` (keys).

    Without a join both halves are found by the index of the partnership: fifty-four regions cost a tenth.
    """
    alone = Q(partnership__isnull=True, owner__in=owners)
    return commitments.filter(alone | Q(partnership__in=partnerships.order_by().values("pk")))


class ProgressReportFilter(django_filters.FilterSet):
    """The report filters of the API."""

    commitment = OneOfFilter(queryset=visible_commitments, label=_("Commitment"))
    since = DayFilter(field_name="period_end", lookup_expr="gte", label=_("From"))
    until = DayFilter(field_name="period_start", lookup_expr="lte", label=_("To"))

    class Meta:
        model = ProgressReport
        fields = []


class PartnerFilter(django_filters.FilterSet):
    """The partner filters of the API."""

    partnership = OneOfFilter(queryset=visible_partnerships, label=_("Partnership"))
    organisation = OneOfFilter(queryset=visible_organisations, label=_("Organisation"))
    role = django_filters.ChoiceFilter(choices=Partner.Role.choices, label=_("Role"))

    class Meta:
        model = Partner
        fields = []


class PartnershipDocumentFilter(django_filters.FilterSet):
    """The document filters of the API."""

    partnership = OneOfFilter(queryset=visible_partnerships, label=_("Partnership"))
    kind = django_filters.ChoiceFilter(choices=PartnershipDocument.Kind.choices, label=_("Kind"))

    class Meta:
        model = PartnershipDocument
        fields = []


class AssessmentFilter(django_filters.FilterSet):
    """The assessment filters of the API."""

    commitment = OneOfFilter(queryset=visible_commitments, label=_("Commitment"))
    assessor = OneOfFilter(queryset=visible_organisations, label=_("Assessed by"))
    grade = django_filters.ChoiceFilter(choices=Assessment.Grade.choices, label=_("Completion"))

    class Meta:
        model = Assessment
        fields = []
