"""What the OpenAPI document says of our endpoints: summaries, languages, one shape of errors, what is always there."""

import django_filters
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiFilterExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, force_instance
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from publishing.reading import EVERY_LANGUAGE
from publishing.viewsets import ReasonSerializer, RowViewSet
from publishing.wording import LANGUAGE_CODES

SUMMARIES = {
    "list": _("%(nouns)s: list"),
    "retrieve": _("%(nouns)s: one"),
    "create": _("%(nouns)s: add"),
    "partial_update": _("%(nouns)s: change"),
    "destroy": _("%(nouns)s: delete"),
    "submit": _("%(nouns)s: submit for a decision"),
    "publish": _("%(nouns)s: publish"),
    "approve": _("%(nouns)s: approve"),
    "send_back": _("%(nouns)s: return to the author"),
    "archive": _("%(nouns)s: archive"),
    "withdraw": _("%(nouns)s: take back into draft"),
}
MOVES = {"submit", "publish", "approve", "send_back", "archive", "withdraw"}


class ProblemSerializer(serializers.Serializer):
    code = serializers.CharField(help_text=_("What is wrong, for programs."))
    detail = serializers.CharField(help_text=_("What is wrong, in the language of the request."))
    attr = serializers.CharField(allow_null=True, help_text=_("The field or parameter that it is about."))


class ProblemsSerializer(serializers.Serializer):
    """Every answer from 400 on."""

    type = serializers.ChoiceField(["validation_error", "client_error", "server_error"])
    errors = ProblemSerializer(many=True)


SHARED_PARAMETERS = {"lang", "page", "page_size", "cursor", "updated_since"}
PROBLEMS = {
    "400": _("The request is not right: each error names what."),
    "401": _("Sign in first, or the token is not valid."),
    "403": _("You may not do this."),
    "404": _("There is no such row, or you may not see it."),
    "409": _("Others were faster, or other rows refer to this one."),
    "413": _("The body is too large."),
    "415": _("This kind of body is not read."),
    "429": _("Too many requests: Retry-After says in how many seconds to come again."),
}

LANGUAGE = OpenApiParameter(
    "lang",
    OpenApiTypes.STR,
    enum=[*LANGUAGE_CODES, EVERY_LANGUAGE],
    description=_(
        "The language of texts; where a text lacks it, another stands in. “all” gives an object of every language there "
        "is. Without it, as Accept-Language says."
    ),
    examples=[
        OpenApiExample("kk", value="kk", summary=_("Kazakh")),
        OpenApiExample("all", value="all", summary=_("All languages")),
    ],
)


class ApiSchema(AutoSchema):
    def get_summary(self):
        action = getattr(self.view, "action", None)
        if action not in SUMMARIES:
            return None
        return str(SUMMARIES[action]) % {"nouns": capfirst(self.view.queryset.model._meta.verbose_name_plural)}

    def get_description(self):
        return "" if isinstance(self.view, RowViewSet) else super().get_description()

    def get_operation_id(self):
        action = getattr(self.view, "action", None)
        return (
            f"{self._tokenize_path()[0].replace('-', '_')}_{action}"
            if action in SUMMARIES
            else super().get_operation_id()
        )

    def get_override_parameters(self):
        return [LANGUAGE] if isinstance(self.view, RowViewSet) else []

    def get_request_serializer(self):
        action = getattr(self.view, "action", None)
        if action in MOVES:
            return ReasonSerializer if action == "send_back" else None
        return super().get_request_serializer()

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for code in self._problem_codes():
            response = OpenApiResponse(ProblemsSerializer, str(PROBLEMS[code]))
            bodies.setdefault(code, self._get_response_for_code(response, code))
        if getattr(self.view, "action", None) == "retrieve" and self.view.lookup_field == "slug":
            bodies["301"] = {
                "description": str(_("It has another address now, or was merged into another: see Location."))
            }
        return bodies

    def _problem_codes(self):
        codes = ["400", "401", "429"]
        if "{" in self.path or getattr(self.view, "action", None) == "list":
            codes.append("404")
        if self.method in ("POST", "PATCH", "DELETE"):
            codes += ["403", "409", "413", "415"]
        return sorted(codes)

    def _map_basic_serializer(self, serializer, direction):
        """In answers every field is there, but for those that only some readers are shown."""
        schema = super()._map_basic_serializer(serializer, direction)
        for field in schema.get("properties", {}).values():
            if "oneOf" in field:  # a blank text is a text as well, so more than one may hold
                field["anyOf"] = field.pop("oneOf")
        if direction == "response":
            private = getattr(getattr(serializer, "Meta", None), "private_fields", ())
            schema["required"] = sorted(set(schema.get("properties", {})) - set(private))
        if not type(force_instance(serializer)).__dict__.get("__doc__"):
            schema.pop("description", None)  # the one it inherits speaks to programmers
        return schema


class WordingSchema(OpenApiSerializerFieldExtension):
    target_class = "publishing.fields.WordingField"

    def map_serializer_field(self, auto_schema, direction):
        name, text = ("TextRequest", ["string", "null"]) if direction == "request" else ("Text", "string")
        languages = {"type": "object", "additionalProperties": False}
        languages["properties"] = {code: {"type": text} for code in LANGUAGE_CODES}
        texts = {
            "oneOf": [{"type": text}, languages],
            "description": str(_("A text in one language, or an object of the languages that there are.")),
            "examples": ["Су туралы форум", {"kk": "Су туралы форум", "en": "A forum on water"}],
        }
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, object=name, schema=texts)
        auto_schema.registry.register_on_missing(component)
        return component.ref


class ReferenceSchema(OpenApiSerializerFieldExtension):
    target_class = "publishing.fields.ReferenceField"

    def map_serializer_field(self, auto_schema, direction):
        """In answers null stands for nothing as well as for what the reader may not see."""
        key = self.target._kwargs["model"]._meta.get_field(self.target.slug_field)
        kind = "integer" if key.get_internal_type().endswith("IntegerField") or key.auto_created else "string"
        in_list = isinstance(self.target.parent, serializers.ManyRelatedField)
        may_be_null = not in_list and direction == "response" and not self.target.allow_null  # else it is added anyway
        return {"type": [kind, "null"] if may_be_null else kind}


class ComputedSchema(OpenApiSerializerFieldExtension):
    target_class = "publishing.fields.ComputedField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema, direction):
        return auto_schema._map_serializer_field(self.target.child, direction)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "publishing.authentication.BearerTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        description = str(_("“Token …”, as given by /api/v1/auth/token/."))
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": description}


class FilterParameters(OpenApiFilterExtension):
    """The filters as the forms understand them; a relation is named by slug, code or number."""

    target_class = "publishing.listing.Narrowing"
    priority = 1

    def get_schema_operation_parameters(self, auto_schema):
        filterset = getattr(auto_schema.view, "filterset_class", None)
        filters = filterset.base_filters if filterset else {}
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": str(one.label or ""),
                "schema": schema_of(one),
            }
            for name, one in filters.items()
        ]


def schema_of(one):
    """Return the JSON schema of what filter `one` takes."""
    if isinstance(one, django_filters.MultipleChoiceFilter):
        return {"type": "array", "items": {"type": "string"}}
    if isinstance(one, django_filters.ModelChoiceFilter):
        return {"type": "string"}
    if isinstance(one, django_filters.ChoiceFilter):
        return {"type": "string", "enum": [value for value, _label in one.field.choices if value]}
    if isinstance(one, django_filters.BooleanFilter):
        return {"type": "boolean"}
    if isinstance(one, django_filters.NumberFilter):
        return {"type": "integer"}
    if isinstance(one, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    length = one.extra.get("max_length")
    return {"type": "string", **({"maxLength": length} if length else {})}


def share_what_repeats(result, generator, request, public):
    """Name the answers to wrong requests and the common parameters once: a hook that makes the document a third as long."""
    components = result["components"]
    responses, parameters = components.setdefault("responses", {}), components.setdefault("parameters", {})
    for operation in (one for methods in result["paths"].values() for one in methods.values()):
        for code in PROBLEMS.keys() & operation["responses"].keys():
            responses[f"Problem{code}"] = operation["responses"][code]
            operation["responses"][code] = {"$ref": f"#/components/responses/Problem{code}"}
        operation["parameters"] = [shared(one, parameters) for one in operation.get("parameters", [])]
    return result


def shared(parameter, parameters):
    name = parameter["name"]
    if name not in SHARED_PARAMETERS:
        return parameter
    parameters[name] = parameter
    return {"$ref": f"#/components/parameters/{name}"}
