from django.utils import timezone
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser

from partnerships.actions import APPROVAL
from partnerships.filters import (
    AssessmentFilter,
    CommitmentFilter,
    PartnerFilter,
    PartnershipDocumentFilter,
    PartnershipFilter,
    ProgressReportFilter,
)
from partnerships.models import Assessment, Commitment, Partner, Partnership, PartnershipDocument, ProgressReport
from partnerships.models.approval import Approvable
from partnerships.serializers import (
    AssessmentSerializer,
    CommitmentSerializer,
    PartnerSerializer,
    PartnershipDocumentSerializer,
    PartnershipSerializer,
    ProgressReportSerializer,
)
from publishing.parsers import ShallowJSONParser
from publishing.viewsets import DATED, MovingViewSet, PublishableViewSet, RowViewSet


class PartnershipViewSet(PublishableViewSet):
    queryset = Partnership.objects.all()
    serializer_class = PartnershipSerializer
    filterset_class = PartnershipFilter
    ordering_fields = {"signed_on": "signed_on", "status": "standing", **DATED}
    default_ordering = "-signed_on"

    def annotated(self, rows):
        return rows.with_status(timezone.localdate())


class PartnerViewSet(RowViewSet):
    queryset = Partner.objects.all()
    serializer_class = PartnerSerializer
    filterset_class = PartnerFilter
    ordering_fields = {"id": "pk", "position": "position"}


class PartnershipDocumentViewSet(RowViewSet):
    """A document is an address elsewhere, or a file sent as a form; its texts may be changed as JSON."""

    queryset = PartnershipDocument.objects.all()
    serializer_class = PartnershipDocumentSerializer
    filterset_class = PartnershipDocumentFilter
    parser_classes = [MultiPartParser, ShallowJSONParser]
    ordering_fields = {"id": "pk", "dated_on": "dated_on", "position": "position"}


class CommitmentViewSet(PublishableViewSet):
    queryset = Commitment.objects.all()
    serializer_class = CommitmentSerializer
    filterset_class = CommitmentFilter
    ordering_fields = {"due_on": "due_on", **DATED}
    default_ordering = "due_on"

    def annotated(self, rows):
        return rows.with_progress(timezone.localdate())


class ApprovableViewSet(MovingViewSet):
    """Reports and assessments change their state by these moves alone: handed in, approved or returned."""

    course = APPROVAL

    @action(detail=True, methods=["post"])
    def submit(self, request, **kwargs):
        return self._move(Approvable.State.SUBMITTED)

    @action(detail=True, methods=["post"])
    def approve(self, request, **kwargs):
        return self._move(Approvable.State.APPROVED)

    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request, **kwargs):
        return self._send_back(Approvable.State.RETURNED)


class ProgressReportViewSet(ApprovableViewSet):
    queryset = ProgressReport.objects.all()
    serializer_class = ProgressReportSerializer
    filterset_class = ProgressReportFilter
    parser_classes = [MultiPartParser, ShallowJSONParser]
    ordering_fields = {"period_end": "period_end", "id": "pk", **DATED}
    default_ordering = "-period_end"


class AssessmentViewSet(ApprovableViewSet):
    queryset = Assessment.objects.all()
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    ordering_fields = {"assessed_on": "assessed_on", "id": "pk", **DATED}
    default_ordering = "-assessed_on"
