from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events.models import Proposal, ProposalTag, ProposedPerson
from events.models.calls import PROPOSABLE
from goals.serializers import TAG_FIELDS, TagSerializer
from publishing.serializers import ModelRulesSerializer


class ProposalTagSerializer(TagSerializer):
    class Meta:
        model = ProposalTag
        fields = TAG_FIELDS


class ProposedPersonSerializer(ModelRulesSerializer):
    class Meta:
        model = ProposedPerson
        fields = ["name", "organisation_name", "job_title", "email", "role", "consent", "organisation", "person"]


class ProposalSerializer(ModelRulesSerializer):
    """A proposal as staff see it."""

    event = serializers.SlugField(source="call__event__slug", read_only=True)
    tags = ProposalTagSerializer(many=True, read_only=True)
    people = ProposedPersonSerializer(many=True, read_only=True)
    mean_score = serializers.FloatField(
        source="mean",
        read_only=True,
        allow_null=True,
        help_text=_("Of 0 to 5 points; null before anybody gave any, and before you did where you do not decide."),
    )
    scores = serializers.IntegerField(source="scored", read_only=True, help_text=_("How many gave points."))

    class Meta:
        model = Proposal
        fields = [
            "code",
            "event",
            "title",
            "abstract",
            "kind",
            "language",
            "minutes",
            "tags",
            "people",
            "interpretation",
            "access_needs",
            "technical_needs",
            "notes",
            "state",
            "submitted_at",
            "mean_score",
            "scores",
            "decision",
            "decided_at",
            "told_at",
            "session",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields


class CallSerializer(serializers.Serializer):
    """What one has to know before one proposes a session."""

    phase = serializers.ChoiceField(["soon", "open", "closed"])
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    text = serializers.CharField()
    kinds = serializers.ListField(child=serializers.ChoiceField(PROPOSABLE))
    languages = serializers.ListField(child=serializers.CharField())
    longest = serializers.IntegerField(help_text=_("Minutes."))
    url = serializers.URLField(help_text=_("The page on which one proposes."))
