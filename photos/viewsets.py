from rest_framework.parsers import MultiPartParser

from photos.filters import PhotoFilter
from photos.models import Photo
from photos.serializers import PhotoSerializer
from publishing.parsers import ShallowJSONParser
from publishing.viewsets import DATED, PublishableViewSet


class PhotoViewSet(PublishableViewSet):
    """A picture is sent as a form with a file; its texts may be changed as JSON."""

    queryset = Photo.objects.all()
    serializer_class = PhotoSerializer
    filterset_class = PhotoFilter
    parser_classes = [MultiPartParser, ShallowJSONParser]
    ordering_fields = {"taken_on": "taken_on", **DATED}
    default_ordering = "-created_at"
