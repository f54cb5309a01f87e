from events.filters import (
    AppearanceFilter,
    EventFilter,
    EventPhotoFilter,
    MaterialFilter,
    SessionFilter,
    StatementFilter,
)
from events.models import Appearance, Event, EventPhoto, Material, Session, Statement
from events.serializers import (
    AppearanceSerializer,
    EventPhotoSerializer,
    EventSerializer,
    MaterialSerializer,
    SessionSerializer,
    StatementSerializer,
)
from publishing.viewsets import DATED, PublishableViewSet, RowViewSet

IN_LIST = {"id": "pk", "position": "position"}


class EventViewSet(PublishableViewSet):
    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    ordering_fields = {"starts_at": "starts_at", "ends_at": "ends_at", **DATED}
    default_ordering = "-starts_at"


class SessionViewSet(PublishableViewSet):
    queryset = Session.objects.all()
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    ordering_fields = {"starts_at": "starts_at", "code": "code", **DATED}
    default_ordering = "starts_at"


class AppearanceViewSet(RowViewSet):
    queryset = Appearance.objects.all()
    serializer_class = AppearanceSerializer
    filterset_class = AppearanceFilter
    ordering_fields = IN_LIST


class StatementViewSet(RowViewSet):
    queryset = Statement.objects.all()
    serializer_class = StatementSerializer
    filterset_class = StatementFilter
    ordering_fields = IN_LIST


class MaterialViewSet(RowViewSet):
    queryset = Material.objects.all()
    serializer_class = MaterialSerializer
    filterset_class = MaterialFilter
    ordering_fields = IN_LIST


class EventPhotoViewSet(RowViewSet):
    queryset = EventPhoto.objects.all()
    serializer_class = EventPhotoSerializer
    filterset_class = EventPhotoFilter
    ordering_fields = IN_LIST
