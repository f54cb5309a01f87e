"""Registering by the API: anybody may, and is told by mail; reading registrations is for staff."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import exceptions, status
from rest_framework.permissions import BasePermission
from rest_framework.response import Response

from events.models import Event, Question, Registration, Session
from events.registration.actions import register
from events.registration.filters import RegistrationFilter
from events.registration.offer import Offer
from events.registration.serializers import (
    OfferSerializer,
    RegistrationReceiptSerializer,
    RegistrationRequestSerializer,
    RegistrationSerializer,
)
from publishing.errors import Conflict, problems_of
from publishing.idempotency import HEADER, once
from publishing.schema import ProblemsSerializer
from publishing.templatetags.content import spoken
from publishing.throttling import RegistrationThrottle
from publishing.viewsets import DATED, RowViewSet
from publishing.visibility import may

KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description=_(
        "A text of your own, such as a UUID. Sent again with the same body, the request is not carried out again."
    ),
)


class MayRegisterOrRead(BasePermission):
    """Anybody may register and read what is asked; who has registered is for staff."""

    def has_permission(self, request, view):
        return view.action != "list" or may(request.user, "view", Registration)


@extend_schema_view(
    list=extend_schema(operation_id="events_registrations_read", summary=_("Events: registrations of one, for staff")),
    create=extend_schema(
        operation_id="events_registrations_add",
        summary=_("Events: register for one"),
        description=_(
            "Anybody may, without signing in. The address is confirmed by a mail; the answer does not tell whether it was "
            "registered before. 409: registration is not open. 422: the Idempotency-Key was used with another body."
        ),
        parameters=[KEY],
        request=RegistrationRequestSerializer,
        responses={
            201: RegistrationReceiptSerializer,
            422: OpenApiResponse(ProblemsSerializer, _("The Idempotency-Key was used with another body.")),
        },
    ),
)
class EventRegistrationViewSet(RowViewSet):
    """The registrations of one event."""

    queryset = Registration.objects.all()
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilter
    permission_classes = [MayRegisterOrRead]
    ordering_fields = {"name": "name", **DATED}
    default_ordering = "created_at"

    def get_throttles(self):
        return [*super().get_throttles(), *([RegistrationThrottle()] if self.action == "create" else [])]

    @cached_property
    def event(self):
        return get_object_or_404(Event.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    def get_queryset(self):
        return super().get_queryset().filter(event=self.event)

    def list(self, request, *args, **kwargs):
        return super().list(request)

    def create(self, request, *args, **kwargs):
        event = self.event
        return once(request, lambda: self.answer(event, request.data))

    @extend_schema(
        operation_id="events_registration_offer",
        summary=_("Events: what registering for one asks"),
        description=_("Whether it is open, how many seats are left, the questions and the sessions with limited room."),
        responses={200: OfferSerializer},
        filters=False,
    )
    def offer(self, request, *args, **kwargs):
        offer = Offer(self.event, timezone.now())
        return Response(
            {
                "phase": offer.phase,
                "opens_at": self.event.registration_opens_at,
                "closes_at": self.event.registration_closes_at,
                "capacity": self.event.capacity,
                "seats_left": offer.seats_left,
                "waiting": offer.waiting,
                "sessions": [
                    {"session": one.slug, "seats_left": one.seats_left} for one in offer.sessions(request.user)
                ],
                "questions": [told(question) for question in Question.objects.filter(event=self.event).in_order()],
            }
        )

    def answer(self, event, data):
        """Register whoever `data` tells of, and return the receipt."""
        given = RegistrationRequestSerializer(data=data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        said = dict(given.validated_data)
        said["sessions"] = self.sessions_of(event, said.get("sessions", []))
        said["answers"] = {key_of(key): text for key, text in said["answers"].items()}
        try:
            register(event=event, **said)
        except ValidationError as error:
            raise refusal(error) from error
        receipt = {"event": event.slug, "state": "pending", "seat_held_minutes": settings.SEAT_HELD_MINUTES}
        return Response(receipt, status=status.HTTP_201_CREATED)

    def sessions_of(self, event, slugs):
        sessions = Session.objects.visible_to(self.request.user).filter(event=event, slug__in=slugs)
        found = {session.slug: session for session in sessions}
        if unknown := [slug for slug in slugs if slug not in found]:
            message = _("There is no session “%(slug)s” in this event.") % {"slug": unknown[0]}
            raise exceptions.ValidationError({"sessions": [message]}, code="invalid_choice")
        return list(found.values())


def told(question):
    """Return a question as the API tells it, in the language of the request."""
    text = spoken(question, "text")[0]
    return {"id": question.pk, "text": text, "is_required": question.is_required, "options": dict(question.options())}


def key_of(text):
    """Return the key of a question; what is no key is that of no question."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def refusal(error):
    """Return what the API raises for what the action did not accept."""
    if getattr(error, "code", None) == "registration_closed":
        return Conflict(error.message, code="registration_closed")
    problems = {}
    for name, details in problems_of(error).items():
        field = f"answers.{name.removeprefix('question_')}" if name.startswith("question_") else name
        problems[field] = details
    return exceptions.ValidationError(problems)
