"""The addresses of the service. Anybody may ask, also from another site's page (registry.reconciliation.cors)."""

from csp.decorators import csp_replace
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from people.models import Organisation
from publishing.parsers import ShallowJSONParser
from publishing.views import VisibleMixin
from publishing.viewsets import SpeaksLanguages, preferred_language
from publishing.wording import LANGUAGE_CODES
from registry.reconciliation.entities import entity_of
from registry.reconciliation.fetching import fetched
from registry.reconciliation.manifest import manifest
from registry.reconciliation.parsers import ShortFormParser
from registry.reconciliation.questions import read_extension, read_questions
from registry.reconciliation.service import Service, suggest_properties, suggest_types
from registry.reconciliation.vocabulary import FETCHED

HIGHEST_CURSOR = 10_000
PREVIEWED = ["identifiers", "other_names", "country", "region", "kind", "status", "website"]


class ServiceView(SpeaksLanguages, VisibleMixin, GenericAPIView):
    """What all addresses of the service share."""

    http_method_names = ["get", "head", "options"]
    permission_classes = [AllowAny]
    queryset = Organisation.objects.all()

    @property
    def service(self):
        return Service(self.get_queryset(), self.request.user)

    def number(self, name, *, highest, usual=None):
        """Return the whole number of a parameter, at most `highest`. Raises ValidationError."""
        text = self.request.query_params.get(name)
        if not text:
            return usual
        if not (text.isascii() and text.isdecimal()):
            raise ValidationError({name: [ErrorDetail(_("Give a whole number from 0."), code="invalid")]})
        return highest if len(text) > len(str(highest)) else min(int(text), highest)


@extend_schema(exclude=True)
class ReconcileView(ServiceView):
    """The manifest; with `queries` the answers to questions, with `extend` properties of what was found."""

    http_method_names = ["get", "head", "options", "post"]
    parser_classes = [ShortFormParser, ShallowJSONParser]

    def known_parameters(self):
        return {"lang", "queries", "extend"}

    def get(self, request):
        if not {"queries", "extend"} & request.query_params.keys():
            return Response(manifest(request, request.query_params.get("lang", "")))
        return self.answer(request.query_params)

    def post(self, request):
        return self.answer(request.data)

    def answer(self, given):
        if "extend" in given:
            return Response(self.service.extend(*read_extension(given["extend"])))
        if "queries" not in given:
            raise ValidationError({"queries": [ErrorDetail(_("Give queries or extend."), code="required")]})
        return Response(self.service.reconcile(read_questions(given["queries"])))


class SuggestView(ServiceView):
    """Clients send parameters of their own along (type, limit, the time of day), so none is refused."""

    def known_parameters(self):
        return set(self.request.query_params)

    def get(self, request):
        skipped = self.number("cursor", highest=HIGHEST_CURSOR, usual=0)
        return Response({"result": self.suggest(request.query_params.get("prefix", "")[:200], skipped)})


@extend_schema(exclude=True)
class SuggestEntityView(SuggestView):
    def suggest(self, prefix, skipped):
        return self.service.suggest_entities(prefix, skipped)


@extend_schema(exclude=True)
class SuggestPropertyView(SuggestView):
    def suggest(self, prefix, skipped):
        return suggest_properties(prefix, skipped)


@extend_schema(exclude=True)
class SuggestTypeView(SuggestView):
    def suggest(self, prefix, skipped):
        return suggest_types(prefix, skipped)


@extend_schema(exclude=True)
class PropertiesView(SuggestView):
    """Which properties can be fetched: the same of every type."""

    def get(self, request):
        limit = self.number("limit", highest=len(FETCHED))
        shown = [{"id": name, "name": str(label)} for name, label in FETCHED.items()][:limit]
        asked = {"type": request.query_params.get("type", "")}
        return Response({"properties": shown, **asked, **({} if limit is None else {"limit": limit})})


@method_decorator([xframe_options_exempt, csp_replace({"frame-ancestors": ["*"]})], name="dispatch")
class PreviewView(TemplateView):
    """A small page about one organisation for the frame of a client on any site: it has a link and nothing to press."""

    template_name = "registry/reconciliation_preview.html"

    def get(self, request, *args, **kwargs):
        asked = request.GET.get("lang")
        translation.activate(asked if asked in LANGUAGE_CODES else preferred_language(request))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, slug, **kwargs):
        entity = entity_of(slug, self.request.user)
        if entity is None:
            raise Http404
        values = fetched(entity, PREVIEWED)
        facts = [(FETCHED[name], [next(iter(one.values())) for one in values[name]]) for name in PREVIEWED]
        page = self.request.build_absolute_uri(reverse("people:organisation", args=[entity.id]))
        return super().get_context_data(entity=entity, facts=facts, page=page, **kwargs)
