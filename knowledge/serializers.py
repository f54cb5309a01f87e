from goals.serializers import TAG_FIELDS, TagSerializer
from knowledge.models import Resource, ResourceTag, Story, StoryPhoto, StoryTag
from publishing.serializers import DECISIONS, PUBLISHABLE, ModelRulesSerializer


class ResourceTagSerializer(TagSerializer):
    class Meta:
        model = ResourceTag
        fields = TAG_FIELDS


class ResourceSerializer(ModelRulesSerializer):
    tags = ResourceTagSerializer(many=True, required=False)

    class Meta:
        model = Resource
        fields = [
            *PUBLISHABLE,
            "title",
            "kind",
            "summary",
            "body",
            "challenge",
            "actions_taken",
            "results",
            "enabling_factors",
            "constraints_met",
            "how_to_replicate",
            "authors",
            "organisations",
            "countries",
            "session",
            "url",
            "licence",
            "language",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS


class OwnPhotoSerializer(ModelRulesSerializer):
    """A picture of a story, within that story."""

    class Meta:
        model = StoryPhoto
        fields = ["photo", "position"]


class StoryTagSerializer(TagSerializer):
    class Meta:
        model = StoryTag
        fields = TAG_FIELDS


class StorySerializer(ModelRulesSerializer):
    photos = OwnPhotoSerializer(many=True, required=False)
    tags = StoryTagSerializer(many=True, required=False)

    class Meta:
        model = Story
        fields = [
            *PUBLISHABLE,
            "title",
            "lead",
            "body",
            "dated_on",
            "photos",
            "events",
            "sessions",
            "partnerships",
            "people",
            "organisations",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS
