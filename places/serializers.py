from places.models import Place, Region, Room
from publishing.serializers import IDENTITY, ModelRulesSerializer


class RegionSerializer(ModelRulesSerializer):
    class Meta:
        model = Region
        fields = ["code", "country", "name"]
        read_only_fields = ["country"]


class PlaceSerializer(ModelRulesSerializer):
    class Meta:
        model = Place
        fields = [*IDENTITY, "name", "address", "locality", "region", "country", "latitude", "longitude"]


class RoomSerializer(ModelRulesSerializer):
    class Meta:
        model = Room
        fields = ["id", "place", "name", "capacity", "accessibility_features", "allows_parallel"]
