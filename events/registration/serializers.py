from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events.models import Answer, Registration, SessionSeat
from publishing.serializers import ModelRulesSerializer

TOLD = ["name", "email", "language", "organisation", "access_needs", "consent"]


class RegistrationRequestSerializer(ModelRulesSerializer):
    """What somebody who registers says; the rules of the model, and of the organiser's questions."""

    sessions = serializers.ListField(child=serializers.SlugField(max_length=120), max_length=100, required=False)
    answers = serializers.DictField(
        child=serializers.CharField(max_length=1000, allow_blank=True), required=False, default=dict
    )

    class Meta:
        model = Registration
        fields = [*TOLD, "sessions", "answers"]
        extra_kwargs = {"language": {"required": False, "default": get_language}}


class RegistrationReceiptSerializer(serializers.Serializer):
    """No word of the person: whether the address was registered before is told by mail only."""

    event = serializers.SlugField()
    state = serializers.ChoiceField([Registration.State.PENDING])
    seat_held_minutes = serializers.IntegerField()


class GivenAnswerSerializer(ModelRulesSerializer):
    """What somebody said to a question; to one with choices a line of it, in whichever language they read it."""

    class Meta:
        model = Answer
        fields = ["question", "text"]


class SessionSeatSerializer(ModelRulesSerializer):
    """A seat in a session with limited room, or a place in its waiting list."""

    class Meta:
        model = SessionSeat
        fields = ["session", "state", "since"]


class RegistrationSerializer(ModelRulesSerializer):
    answers = GivenAnswerSerializer(many=True, read_only=True)
    seats = SessionSeatSerializer(many=True, read_only=True)

    class Meta:
        model = Registration
        fields = [
            "guid", "code", *TOLD, "answers", "seats", "state", "confirmed_at", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class QuestionSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text=_("Its key among the answers."))
    text = serializers.CharField()
    is_required = serializers.BooleanField()
    options = serializers.DictField(
        child=serializers.CharField(), help_text=_("What can be answered; empty: any text.")
    )


class LimitedSessionSerializer(serializers.Serializer):
    session = serializers.SlugField()
    seats_left = serializers.IntegerField(allow_null=True, help_text=_("Null where there is no end."))


class OfferSerializer(serializers.Serializer):
    """What one has to know before one registers."""

    phase = serializers.ChoiceField(["none", "soon", "open", "closed"])
    opens_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)
    capacity = serializers.IntegerField(allow_null=True)
    seats_left = serializers.IntegerField(allow_null=True, help_text=_("Null where there is no end."))
    waiting = serializers.IntegerField()
    sessions = LimitedSessionSerializer(many=True)
    questions = QuestionSerializer(many=True)
