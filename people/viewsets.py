from people.filters import MembershipFilter, OrganisationFilter, PersonFilter
from people.models import FocusArea, Group, Membership, Organisation, Person
from people.serializers import (
    FocusAreaSerializer,
    GroupSerializer,
    MembershipSerializer,
    OrganisationSerializer,
    PersonSerializer,
)
from publishing.viewsets import DATED, PublishableViewSet, RowViewSet


class OrganisationViewSet(PublishableViewSet):
    queryset = Organisation.objects.all()
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    ordering_fields = {"name": "sort_name", "founded_on": "founded_on", "country": "country", "kind": "kind", **DATED}
    default_ordering = "name"


class PersonViewSet(PublishableViewSet):
    queryset = Person.objects.all()
    serializer_class = PersonSerializer
    filterset_class = PersonFilter
    ordering_fields = {"name": "sort_name", **DATED}
    default_ordering = "name"


class MembershipViewSet(RowViewSet):
    queryset = Membership.objects.all()
    serializer_class = MembershipSerializer
    filterset_class = MembershipFilter
    ordering_fields = {"id": "pk", "since": "since", "until": "until"}


class FocusAreaViewSet(RowViewSet):
    queryset = FocusArea.objects.all()
    serializer_class = FocusAreaSerializer
    ordering_fields = {"slug": "slug", **DATED}
    default_ordering = "slug"


class GroupViewSet(RowViewSet):
    queryset = Group.objects.all()
    serializer_class = GroupSerializer
    ordering_fields = {"slug": "slug", **DATED}
    default_ordering = "slug"
