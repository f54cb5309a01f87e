from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from goals.serializers import TAG_FIELDS, TagSerializer
from publishing.addresses import full
from publishing.fields import ComputedField
from publishing.serializers import DECISIONS, PUBLISHABLE, ModelRulesSerializer
from reviews.models import Contribution, ContributionTag, NationalReview, NationalReviewTag, ReviewDocument


class FileAddressField(ComputedField):
    """Where the file in column `file` is given out, by the view called `route`; null where there is none."""

    def __init__(self, *, file, route, **kwargs):
        def address(name, slug, key):
            return full(reverse(route, args=[slug, key])) if name else None

        child = serializers.URLField(allow_null=True)
        super().__init__(columns=[file, "review__slug", "pk"], compute=address, child=child, **kwargs)


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
            "contributions_open_on",
            "contributions_close_on",
            "presented_on",
            "bodies",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS


class ReviewDocumentSerializer(ModelRulesSerializer):
    file = FileAddressField(
        file="file", route="reviews:document", help_text=_("Where the file is that staff have put here.")
    )

    class Meta:
        model = ReviewDocument
        fields = ["id", "review", "kind", "title", "language", "dated", "url", "file"]


class ContributionTagSerializer(TagSerializer):
    class Meta:
        model = ContributionTag
        fields = TAG_FIELDS


class ContributionSerializer(ModelRulesSerializer):
    tags = ContributionTagSerializer(many=True, required=False)
    evidence_file = FileAddressField(
        file="evidence_file", route="reviews:evidence", help_text=_("Where the file is that came with it.")
    )

    class Meta:
        model = Contribution
        fields = [
            *PUBLISHABLE,
            "review",
            "organisation",
            "side",
            "number",
            "text",
            "evidence_url",
            "evidence_file",
            "consent",
            "consent_note",
            "consented_at",
            "submitted_on",
            "late_because",
            "answer",
            "answer_reason",
            "answer_page",
            "led_to",
            "mentioned_at",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = [*DECISIONS, "number", "consented_at", "submitted_on"]
        private_fields = [*DECISIONS, "consent", "consent_note", "consented_at", "late_because"]
