from goals.serializers import TAG_FIELDS, TagSerializer
from publishing.serializers import DECISIONS, PUBLISHABLE, ModelRulesSerializer
from reviews.models import Contribution, ContributionTag, NationalReview, NationalReviewTag


class NationalReviewTagSerializer(TagSerializer):
    class Meta:
        model = NationalReviewTag
        fields = TAG_FIELDS


class NationalReviewSerializer(ModelRulesSerializer):
    tags = NationalReviewTagSerializer(many=True, required=False)

    class Meta:
        model = NationalReview
        fields = [
            *PUBLISHABLE,
            "country",
            "year",
            "summary",
            "document_url",
            "contributions_open_on",
            "contributions_close_on",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS


class ContributionTagSerializer(TagSerializer):
    class Meta:
        model = ContributionTag
        fields = TAG_FIELDS


class ContributionSerializer(ModelRulesSerializer):
    tags = ContributionTagSerializer(many=True, required=False)

    class Meta:
        model = Contribution
        fields = [
            *PUBLISHABLE,
            "review",
            "organisation",
            "side",
            "text",
            "consent",
            "answer",
            "answer_reason",
            "answer_page",
            "led_to",
            "mentioned_at",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = [*DECISIONS, "consent"]
