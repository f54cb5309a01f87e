"""The call of an event for everybody, and what came in answer to it for staff: to be read, not written."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.permissions import BasePermission
from rest_framework.response import Response

from events.models import CallForSessions, Event, Proposal
from events.proposals.filters import ProposalFilter
from events.proposals.serializers import CallSerializer, ProposalSerializer
from publishing.addresses import full
from publishing.templatetags.content import spoken
from publishing.viewsets import DATED, RowViewSet
from publishing.visibility import may


class MayReadProposals(BasePermission):
    def has_permission(self, request, view):
        return view.action == "call" or may(request.user, "view", Proposal)


@extend_schema_view(
    list=extend_schema(operation_id="proposals_list", summary=_("Proposals: list, for staff")),
    retrieve=extend_schema(operation_id="proposals_retrieve", summary=_("Proposals: one, for staff")),
)
class ProposalViewSet(RowViewSet):
    queryset = Proposal.objects.all()
    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter
    permission_classes = [MayReadProposals]
    http_method_names = ["get", "head"]
    ordering_fields = {"submitted_at": "submitted_at", "mean_score": "mean", "title": "title", **DATED}
    default_ordering = "-submitted_at"

    def annotated(self, rows):
        return rows.with_scores(self.request.user)

    @extend_schema(
        operation_id="events_call",
        summary=_("Events: the call for sessions of one"),
        description=_("From when until when sessions may be proposed, which, and where. 404 where there is no call."),
        responses={200: CallSerializer},
        filters=False,
    )
    def call(self, request, *args, **kwargs):
        event = get_object_or_404(Event.objects.visible_to(request.user), slug=kwargs["slug"])
        call = get_object_or_404(CallForSessions.objects.visible_to(request.user), event=event)
        told = {
            "phase": call.phase(timezone.now()),
            "opens_at": call.opens_at,
            "closes_at": call.closes_at,
            "text": spoken(call, "text")[0],
            "kinds": [value for value, _label in call.offered_kinds()],
            "languages": [code for code, _name in call.offered_languages()],
            "longest": call.longest,
            "url": full(reverse("events:propose", args=[event.slug])),
        }
        return Response(CallSerializer(told).data)
