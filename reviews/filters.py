import django_filters
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from goals.filters import GoalFilter, TargetFilter
from people.filters import visible_organisations
from people.models import Side
from people.models.organisations import SIDES
from places.countries import language_name
from places.filters import InRegionFilter
from publishing.filters import OneOfFilter, viewer
from publishing.search import SearchFilter
from reviews.models import Contribution, NationalReview, ReviewDocument

LANGUAGES = [(code, lazy(language_name, str)(code)) for code, _name in settings.LANGUAGES]


class NationalReviewFilter(django_filters.FilterSet):
    """The filters of national reviews, of the website and of the API, under the same names."""

    q = SearchFilter()
    goal = GoalFilter()
    open = django_filters.BooleanFilter(method="narrow_to_open", label=_("Takes contributions today"))

    class Meta:
        model = NationalReview
        fields = ["country", "year"]

    def narrow_to_open(self, queryset, name, wanted):
        today = timezone.localdate()
        is_open = Q(contributions_open_on__lte=today) & (
            Q(contributions_close_on__isnull=True) | Q(contributions_close_on__gte=today)
        )
        # Where no day is given the comparison is neither true nor false: asked for by key, the others are all the rest.
        keys = NationalReview.objects.filter(is_open).values("pk")
        return queryset.filter(pk__in=keys) if wanted else queryset.exclude(pk__in=keys)


def visible_reviews(request):
    return NationalReview.objects.visible_to(viewer(request)).latest_first()


class ContributionFilter(django_filters.FilterSet):
    """The contribution filters of the API."""

    review = OneOfFilter(queryset=visible_reviews, label=_("National review"))
    organisation = OneOfFilter(queryset=visible_organisations, label=_("Organisation"))
    region = InRegionFilter(field_name="organisation__region")
    side = django_filters.ChoiceFilter(choices=Side.choices, method="narrow_to_side", label=_("Side"))
    answer = django_filters.ChoiceFilter(choices=Contribution.Answer.choices, label=_("Answer"))
    answered = django_filters.BooleanFilter(method="narrow_to_answered", label=_("Answered"))
    goal = GoalFilter()
    target = TargetFilter()

    class Meta:
        model = Contribution
        fields = []

    def narrow_to_side(self, queryset, name, side):
        """By the organisation where one is named, else as it is said."""
        return queryset.filter(Q(organisation__kind__in=SIDES[side]) | Q(organisation__isnull=True, side=side))

    def narrow_to_answered(self, queryset, name, wanted):
        return queryset.exclude(answer="") if wanted else queryset.filter(answer="")


class ReviewDocumentFilter(django_filters.FilterSet):
    """The filters of the documents of reviews, of the API."""

    review = OneOfFilter(queryset=visible_reviews, label=_("National review"))
    kind = django_filters.ChoiceFilter(choices=ReviewDocument.Kind.choices, label=_("Kind"))
    language = django_filters.ChoiceFilter(choices=LANGUAGES, label=_("Language"))

    class Meta:
        model = ReviewDocument
        fields = []
