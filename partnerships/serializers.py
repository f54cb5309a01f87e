from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from goals.serializers import TAG_FIELDS, TagSerializer
from partnerships.models import (
    Assessment,
    Commitment,
    CommitmentTag,
    Partner,
    Partnership,
    PartnershipDocument,
    PartnershipTag,
    ProgressReport,
)
from partnerships.models.partnerships import Status
from partnerships.models.progress import Progress
from publishing.fields import ComputedField
from publishing.serializers import DECISIONS, PUBLISHABLE, ModelRulesSerializer


class OwnPartnerSerializer(ModelRulesSerializer):
    """An organisation in a partnership, within that partnership."""

    class Meta:
        model = Partner
        fields = ["organisation", "role", "amount", "currency", "position"]


class PartnershipTagSerializer(TagSerializer):
    class Meta:
        model = PartnershipTag
        fields = TAG_FIELDS


class PartnershipSerializer(ModelRulesSerializer):
    status = serializers.ChoiceField(Status.choices, read_only=True, help_text=_("As of today, by the dates."))
    partners = OwnPartnerSerializer(many=True, read_only=True)
    tags = PartnershipTagSerializer(many=True, required=False)

    class Meta:
        model = Partnership
        fields = [
            *PUBLISHABLE,
            "title",
            "kind",
            "status",
            "summary",
            "signed_on",
            "signed_precision",
            "planned_starts_on",
            "planned_ends_on",
            "starts_on",
            "ends_on",
            "halted_on",
            "halted_because",
            "may_resume",
            "one_sided_because",
            "countries",
            "regions",
            "groups",
            "partners",
            "reporting_organisation",
            "signed_at_session",
            "website",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS


class PartnerSerializer(ModelRulesSerializer):
    class Meta:
        model = Partner
        fields = ["id", "partnership", "organisation", "role", "amount", "currency", "position"]


def document_address(url, pk):
    return url or urljoin(settings.SITE_URL, reverse("partnerships:document", args=[pk]))


class PartnershipDocumentSerializer(ModelRulesSerializer):
    # The model looks at the content.
    file = serializers.FileField(
        write_only=True, required=False, help_text=_("The file itself, as multipart/form-data; or else `url`.")
    )
    address = ComputedField(
        columns=["url", "pk"],
        compute=document_address,
        child=serializers.URLField(),
        help_text=_("Where it is read: `url`, or the file that is kept here."),
    )

    class Meta:
        model = PartnershipDocument
        fields = ["id", "partnership", "kind", "title", "language", "dated_on", "file", "url", "address", "position"]


class CommitmentTagSerializer(TagSerializer):
    class Meta:
        model = CommitmentTag
        fields = TAG_FIELDS


class CommitmentSerializer(ModelRulesSerializer):
    progress = serializers.ChoiceField(Progress.choices, read_only=True, help_text=_("As of today."))
    latest_value = serializers.DecimalField(
        16, 3, read_only=True, allow_null=True, help_text=_("Of the last approved report that gives one.")
    )
    tags = CommitmentTagSerializer(many=True, required=False)

    class Meta:
        model = Commitment
        fields = [
            *PUBLISHABLE,
            "title",
            "description",
            "owner",
            "partnership",
            "made_at_session",
            "made_on",
            "due_on",
            "unit",
            "baseline",
            "target_value",
            "latest_value",
            "progress",
            "unmeasurable_because",
            "dropped_because",
            "report_every",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS


def evidence_address(file, pk):
    return urljoin(settings.SITE_URL, reverse("partnerships:evidence", args=[pk])) if file else ""


class ProgressReportSerializer(ModelRulesSerializer):
    # The model looks at the content.
    evidence_file = serializers.FileField(
        write_only=True, required=False, help_text=_("The file itself, as multipart/form-data.")
    )
    evidence_address = ComputedField(
        columns=["evidence_file", "pk"],
        compute=evidence_address,
        child=serializers.URLField(),
        help_text=_("Where the file is read that is kept here."),
    )

    class Meta:
        model = ProgressReport
        fields = [
            "id",
            "created_at",
            "updated_at",
            "commitment",
            "period_start",
            "period_end",
            "value",
            "says_kept",
            "narrative",
            "evidence_url",
            "evidence_file",
            "evidence_address",
            "evidence_photo",
            "state",
            "return_reason",
        ]
        read_only_fields = ["state", "return_reason"]
        private_fields = ["state", "return_reason"]


class AssessmentSerializer(ModelRulesSerializer):
    class Meta:
        model = Assessment
        fields = [
            "id",
            "created_at",
            "updated_at",
            "commitment",
            "assessor",
            "grade",
            "note",
            "evidence_url",
            "assessed_on",
            "state",
            "return_reason",
        ]
        read_only_fields = ["state", "return_reason"]
        private_fields = ["state", "return_reason"]
