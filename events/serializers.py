from events.models import (
    Appearance,
    Event,
    EventOrganisation,
    EventPhoto,
    EventTag,
    Material,
    Session,
    SessionTag,
    Statement,
)
from goals.serializers import TAG_FIELDS, TagSerializer
from publishing.serializers import DECISIONS, PUBLISHABLE, ModelRulesSerializer


class OwnOrganisationSerializer(ModelRulesSerializer):
    """What an organisation does for an event, within that event."""

    class Meta:
        model = EventOrganisation
        fields = ["organisation", "role", "position"]


class EventTagSerializer(TagSerializer):
    class Meta:
        model = EventTag
        fields = TAG_FIELDS


class EventSerializer(ModelRulesSerializer):
    organisers = OwnOrganisationSerializer(many=True, required=False)
    tags = EventTagSerializer(many=True, required=False)

    class Meta:
        model = Event
        fields = [
            *PUBLISHABLE,
            "title",
            "summary",
            "kind",
            "starts_at",
            "ends_at",
            "is_all_day",
            "timezone",
            "event_status",
            "attendance_mode",
            "place",
            "online_url",
            "languages",
            "super_event",
            "organisers",
            "cover",
            "registration_opens_at",
            "registration_closes_at",
            "capacity",
            "sequence",
            "website",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS


class OwnAppearanceSerializer(ModelRulesSerializer):
    """A person in a session, within that session."""

    class Meta:
        model = Appearance
        fields = ["person", "role", "status", "organisation", "job_title", "position"]


class SessionTagSerializer(TagSerializer):
    class Meta:
        model = SessionTag
        fields = TAG_FIELDS


class SessionSerializer(ModelRulesSerializer):
    appearances = OwnAppearanceSerializer(many=True, read_only=True)
    tags = SessionTagSerializer(many=True, required=False)

    class Meta:
        model = Session
        fields = [
            *PUBLISHABLE,
            "event",
            "code",
            "title",
            "abstract",
            "kind",
            "track",
            "starts_at",
            "ends_at",
            "room",
            "languages",
            "interpretation",
            "status",
            "needs_seat",
            "capacity",
            "recording_url",
            "stream_url",
            "sequence",
            "appearances",
            "tags",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS


class AppearanceSerializer(ModelRulesSerializer):
    class Meta:
        model = Appearance
        fields = ["id", "session", "person", "role", "status", "organisation", "job_title", "position"]


class StatementSerializer(ModelRulesSerializer):
    class Meta:
        model = Statement
        fields = ["id", "session", "person", "kind", "text", "original_language", "source_url", "position"]


class MaterialSerializer(ModelRulesSerializer):
    class Meta:
        model = Material
        fields = ["id", "event", "session", "kind", "title", "url", "language", "position"]


class EventPhotoSerializer(ModelRulesSerializer):
    class Meta:
        model = EventPhoto
        fields = ["id", "event", "session", "photo", "people", "position"]
