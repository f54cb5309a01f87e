import django_filters

from goals.filters import GoalFilter
from publishing.search import SearchFilter
from reviews.models import NationalReview


class NationalReviewFilter(django_filters.FilterSet):
    """The filters of national reviews, of the website and of the API, under the same names."""

    q = SearchFilter()
    goal = GoalFilter()

    class Meta:
        model = NationalReview
        fields = ["country", "year"]
