from knowledge.filters import ResourceFilter, StoryFilter
from knowledge.models import Resource, Story
from knowledge.serializers import ResourceSerializer, StorySerializer
from publishing.viewsets import DATED, PublishableViewSet


class ResourceViewSet(PublishableViewSet):
    queryset = Resource.objects.all()
    serializer_class = ResourceSerializer
    filterset_class = ResourceFilter
    ordering_fields = {"published_at": "published_at", **DATED}
    default_ordering = "-published_at"


class StoryViewSet(PublishableViewSet):
    queryset = Story.objects.all()
    serializer_class = StorySerializer
    filterset_class = StoryFilter
    ordering_fields = {"dated_on": "dated_on", **DATED}
    default_ordering = "-dated_on"
