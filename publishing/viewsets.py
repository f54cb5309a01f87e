"""What every endpoint of the API does; an app's viewset is only its configuration."""

from auditlog.context import set_actor
from django.conf import settings
from django.http import Http404
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.mixins import CreateModelMixin, DestroyModelMixin, UpdateModelMixin
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from publishing.actions import PUBLICATION
from publishing.former_slugs import row_at
from publishing.gathering import gathered
from publishing.listing import PAGING, ChangedSince, Ordering, check_parameters, filter_names
from publishing.models import PublicationState
from publishing.pagination import has_time_of_change
from publishing.reading import EVERY_LANGUAGE, identity_of
from publishing.redirects import moved_to
from publishing.views import VisibleMixin
from publishing.visibility import may
from publishing.wording import LANGUAGE_CODES

# What an address may end in, by the field that names the row. Long numbers would overflow in the database.
LOOKUP_PATTERNS = {"slug": r"[-a-zA-Z0-9_]+", "code": r"[A-Za-z0-9.-]+"}


# What every row with an identity can be ordered by.
DATED = {"created_at": "created_at", "updated_at": "updated_at"}


def preferred_language(request):
    """Return the language that the reader's software asks for, else the portal's; cookies play no part in the API."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class SpeaksLanguages:
    """`?lang=`: one language, or "all" for an object of all; else as Accept-Language asks. Refuses unknown parameters."""

    def initial(self, request, *args, **kwargs):
        # First of all: who may not ask, or asks too often, is told so in the language of the question.
        asked = request.query_params.get("lang")
        translation.activate(asked if asked in LANGUAGE_CODES else preferred_language(request))
        super().initial(request, *args, **kwargs)
        check_parameters(request, self.known_parameters())
        self.language = self._asked_language(request)
        translation.activate(preferred_language(request) if self.language == EVERY_LANGUAGE else self.language)

    def finalize_response(self, request, response, *args, **kwargs):
        language = getattr(self, "language", None) or translation.get_language()
        response["Content-Language"] = ", ".join(LANGUAGE_CODES) if language == EVERY_LANGUAGE else language
        return super().finalize_response(request, response, *args, **kwargs)

    def known_parameters(self):
        return {"lang"}

    def _asked_language(self, request):
        asked = request.query_params.get("lang")
        if asked is None:
            return preferred_language(request)
        if asked not in (*LANGUAGE_CODES, EVERY_LANGUAGE):
            message = _("Give one of %(known)s, or all.") % {"known": ", ".join(LANGUAGE_CODES)}
            raise ValidationError({"lang": [ErrorDetail(message, code="unknown_language")]})
        return asked


class RowViewSet(SpeaksLanguages, VisibleMixin, CreateModelMixin, UpdateModelMixin, DestroyModelMixin, GenericViewSet):
    """List, detail and writes of one noun, by `queryset`, `serializer_class`, `filterset_class` and `ordering_fields`.

    `ordering_fields` maps the names for `?ordering=` to columns; `default_ordering` is one of them, or its "-" form.
    """

    http_method_names = ["get", "head", "post", "patch", "delete"]
    ordering_fields = {"id": "pk"}
    default_ordering = "id"

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.queryset is not None:
            cls.lookup_field = identity_of(cls.queryset.model)
            cls.lookup_value_regex = LOOKUP_PATTERNS.get(cls.lookup_field, r"[0-9]{1,18}")

    def list(self, request, *args, **kwargs):
        queryset = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(queryset)
        return self.get_paginated_response(self.plan.read(page, request.user))

    def rows_of(self, queryset):
        """Return the rows of a page as dictionaries, with what a cursor is made of."""
        dated = ["updated_at"] if has_time_of_change(self.queryset.model) else []
        return self.plan.rows(queryset, *dated)

    def retrieve(self, request, *args, **kwargs):
        rows = self.get_queryset().filter(**{self.lookup_field: self.kwargs[self.lookup_field]})
        try:
            return Response(self._shown(rows))
        except Http404:
            if address := self.address_moved_to():
                return moved_to(address, request)
            raise

    def create(self, request, *args, **kwargs):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        self.perform_create(serializer)
        return Response(self._shown_to_writer(serializer.instance), status=status.HTTP_201_CREATED)

    def update(self, request, *args, **kwargs):
        serializer = self.get_serializer(self.get_object(), data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        self.perform_update(serializer)
        return Response(self._shown_to_writer(serializer.instance))

    def perform_create(self, serializer):
        with self.writing():
            serializer.save()

    perform_update = perform_create

    def perform_destroy(self, instance):
        with self.writing():
            instance.delete()

    def get_object(self):
        """The row to write to. Who names it by a former address is told the present one, and nothing is written.

        A redirect would have some clients write to, or delete, a row that they have not read: the one that stays of two.
        """
        try:
            return super().get_object()
        except Http404:
            if address := self.address_moved_to():
                raise NotFound(_("This is now at %(address)s.") % {"address": address}, code="moved") from None
            raise

    def address_moved_to(self):
        """Return the address of the row that once had the one asked for, if the reader may see that row; else None."""
        if self.lookup_field != "slug":
            return None
        row = row_at(self.queryset.visible_to(self.request.user), self.kwargs["slug"])
        return row and self.reverse_action("detail", args=[row.slug])

    def writing(self):
        return Writing(self.request)

    @cached_property
    def with_private(self):
        """Whether the reader may change such rows, and therefore sees their private fields."""
        return getattr(self, "swagger_fake_view", False) or may(self.request.user, "change", self.queryset.model)

    @cached_property
    def plan(self):
        return self.get_serializer_class().plan(self.language, self.with_private)

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "with_private": self.with_private}

    def known_parameters(self):
        if self.action != "list":
            return {"lang"}
        dated = {ChangedSince.name} if has_time_of_change(self.queryset.model) else set()
        return {"lang", Ordering.name, *PAGING, *dated, *filter_names(self)}

    def _shown(self, rows):
        shown = self.plan.read(list(self.plan.rows(rows)[:1]), self.request.user)
        if not shown:
            raise Http404
        return shown[0]

    def _shown_to_writer(self, row):
        """The row as saved, also to somebody who may add but not yet see it."""
        return self._shown(self.annotated(type(row)._default_manager.filter(pk=row.pk)))

    def get_queryset(self):
        rows = self.annotated(super().get_queryset())
        return rows.at_own_address() if self.detail else rows

    def annotated(self, rows):
        """Return `rows` with the judgements that the serializer shows, such as a status on today's date."""
        return rows


class Writing:
    """A transaction whose changes are recorded as those of the request's user, however they signed in; what follows
    them, such as the question whether what is left is complete, comes once and last."""

    def __init__(self, request):
        self.gathered = gathered()
        self.actor = set_actor(request.user, remote_addr=request.META.get("REMOTE_ADDR"))

    def __enter__(self):
        self.actor.__enter__()
        self.gathered.__enter__()

    def __exit__(self, *failure):
        try:
            return self.gathered.__exit__(*failure)
        finally:
            self.actor.__exit__(*failure)


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=2000, help_text=_("What the author is asked to change."))


class MovingViewSet(RowViewSet):
    """Rows that pass through the states of a `course`, and through nothing else."""

    course = None

    def _move(self, state, reason=""):
        row = self.get_object()
        with self.writing():
            self.course.move(row=row, state=state, reason=reason)
        return Response(self._shown_to_writer(row))

    def _send_back(self, state):
        given = ReasonSerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        return self._move(state, given.validated_data["reason"])


class PublishableViewSet(MovingViewSet):
    """Rows with a publication state."""

    course = PUBLICATION

    @action(detail=True, methods=["post"])
    def submit(self, request, **kwargs):
        return self._move(PublicationState.SUBMITTED)

    @action(detail=True, methods=["post"])
    def publish(self, request, **kwargs):
        return self._move(PublicationState.PUBLISHED)

    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request, **kwargs):
        return self._send_back(PublicationState.RETURNED)

    @action(detail=True, methods=["post"])
    def archive(self, request, **kwargs):
        return self._move(PublicationState.ARCHIVED)

    @action(detail=True, methods=["post"])
    def withdraw(self, request, **kwargs):
        return self._move(PublicationState.DRAFT)
