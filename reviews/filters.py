import django_filters
from django.utils.translation import gettext_lazy as _

from goals.filters import GoalFilter
from people.filters import visible_organisations
from publishing.filters import OneOfFilter, viewer
from publishing.search import SearchFilter
from reviews.models import Contribution, NationalReview


class NationalReviewFilter(django_filters.FilterSet):
    """The filters of national reviews, of the website and of the API, under the same names."""

    q = SearchFilter()
    goal = GoalFilter()

    class Meta:
        model = NationalReview
        fields = ["country", "year"]


def visible_reviews(request):
    return NationalReview.objects.visible_to(viewer(request)).latest_first()


class ContributionFilter(django_filters.FilterSet):
    """The contribution filters of the API."""

    review = OneOfFilter(queryset=visible_reviews, label=_("National review"))
    organisation = OneOfFilter(queryset=visible_organisations, label=_("Organisation"))
    answer = django_filters.ChoiceFilter(choices=Contribution.Answer.choices, label=_("Answer"))
    goal = GoalFilter()

    class Meta:
        model = Contribution
        fields = []
