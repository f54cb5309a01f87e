import django_filters

from goals.filters import GoalFilter
from knowledge.models import Resource, Story
from publishing.search import SearchFilter


class ResourceFilter(django_filters.FilterSet):
    """The filters of resources, of the website and of the API, under the same names."""

    q = SearchFilter()
    goal = GoalFilter()

    class Meta:
        model = Resource
        fields = ["kind"]


class StoryFilter(django_filters.FilterSet):
    """The filters of stories, of the website and of the API, under the same names."""

    q = SearchFilter()
    goal = GoalFilter()

    class Meta:
        model = Story
        fields = []
