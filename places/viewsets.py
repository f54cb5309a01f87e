from places.filters import PlaceFilter, RegionFilter, RoomFilter
from places.models import Place, Region, Room
from places.serializers import PlaceSerializer, RegionSerializer, RoomSerializer
from publishing.viewsets import DATED, RowViewSet


class RegionViewSet(RowViewSet):
    queryset = Region.objects.all()
    serializer_class = RegionSerializer
    filterset_class = RegionFilter
    ordering_fields = {"code": "code"}
    default_ordering = "code"


class PlaceViewSet(RowViewSet):
    queryset = Place.objects.all()
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilter
    ordering_fields = {"slug": "slug", **DATED}
    default_ordering = "slug"


class RoomViewSet(RowViewSet):
    queryset = Room.objects.all()
    serializer_class = RoomSerializer
    filterset_class = RoomFilter
