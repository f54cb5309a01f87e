"""The finder for other programs: the same questions, the same order, the reasons as codes and in words."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from people.facets import memory
from people.facets.paging import Tiers
from people.models import Organisation
from portal.finder.asking import ASKED, WITHOUT, FinderForm
from portal.finder.ranking import Finder
from publishing.pagination import positive_number
from publishing.templatetags.content import plain
from publishing.viewsets import SpeaksLanguages

USUAL_PAGE, LARGEST_PAGE = 20, 100


class ReasonSerializer(serializers.Serializer):
    code = serializers.CharField(help_text=_("Why it fits, for programs."))
    text = serializers.CharField(help_text=_("Why it fits, in the language of the request."))


class FoundSerializer(serializers.Serializer):
    organisation = serializers.SlugField(help_text=_("Its slug, as in /api/v1/organisations/."))
    name = serializers.CharField()
    side = serializers.CharField()
    rank = serializers.IntegerField(help_text=_("The sum of the weights of the reasons."))
    reasons = ReasonSerializer(many=True)


class FoundPageSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    results = FoundSerializer(many=True)


PARAMETERS = [OpenApiParameter(name, str, many=True, description=label) for name, label in ASKED.items()] + [
    OpenApiParameter(WITHOUT, str, many=True, description=_("Organisations that are left out, by their slugs.")),
    OpenApiParameter("page_size", int, description=_("At most 100.")),
    OpenApiParameter("after", str, description=_("Where the page before has ended, as in “next”.")),
]


class FinderView(SpeaksLanguages, APIView):
    """Organisations that fit, the best match first."""

    http_method_names = ["get", "head"]
    permission_classes = [AllowAny]

    def known_parameters(self):
        return {"lang", "page_size", "after", WITHOUT, *ASKED}

    @extend_schema(
        operation_id="partner_finder",
        summary=_("Partner finder"),
        description=_(
            "At least one of goal, target, country, region, group and side is asked for; each may be given several times."
        ),
        parameters=PARAMETERS,
        responses={200: OpenApiResponse(FoundPageSerializer)},
    )
    def get(self, request):
        finder = self.finder()
        size = positive_number(request, "page_size", at_most=LARGEST_PAGE) or USUAL_PAGE
        rows = Organisation.objects.visible_to(request.user)
        page = Tiers([members for _rank, members in finder.tiers]).page(rows, request.query_params, size)
        following = page.next.get("after")
        address = request.build_absolute_uri()
        return Response(
            {
                "count": finder.count,
                "next": replace_query_param(address, "after", following) if following else None,
                "results": [shown(row, finder.reasons_for(row.pk)) for row in page.rows],
            }
        )

    def finder(self):
        """Return the Finder as asked; raises ValidationError for a wrong choice, and where there is none."""
        current = memory.current()
        asking = FinderForm(self.request.query_params, self.request.user, current)
        if not asking.is_valid():
            raise ValidationError(
                {
                    name: [ErrorDetail(error.messages[0], code=error.code) for error in errors]
                    for name, errors in asking.errors.as_data().items()
                }
            )
        finder = Finder(self.request.user, current, asking)
        if not finder.is_asked:
            raise ValidationError(
                {"goal": [_("Ask for a goal, target, country, region, group or side.")]}, code="required"
            )
        return finder


def shown(organisation, reasons):
    return {
        "organisation": organisation.slug,
        "name": plain(organisation, "name"),
        "side": organisation.side,
        "rank": sum(reason.weight for reason in reasons),
        "reasons": [{"code": reason.code, "text": reason.words} for reason in reasons],
    }
