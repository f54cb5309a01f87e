from goals.filters import IndicatorListFilter, TargetListFilter
from goals.models import Goal, Indicator, Target
from goals.serializers import GoalSerializer, IndicatorSerializer, TargetSerializer
from publishing.viewsets import RowViewSet


class GoalViewSet(RowViewSet):
    queryset = Goal.objects.all()
    serializer_class = GoalSerializer
    ordering_fields = {"number": "pk"}
    default_ordering = "number"


class TargetViewSet(RowViewSet):
    queryset = Target.objects.all()
    serializer_class = TargetSerializer
    filterset_class = TargetListFilter
    ordering_fields = {"code": ("goal", "position")}
    default_ordering = "code"


class IndicatorViewSet(RowViewSet):
    queryset = Indicator.objects.all()
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorListFilter
    ordering_fields = {"code": ("target__goal", "target__position", "position"), "id": "pk"}
    default_ordering = "code"
