from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from goals.serializers import TAG_FIELDS, TagSerializer
from people.models import (
    FocusArea,
    Group,
    Membership,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationTag,
    Person,
    Verification,
)
from people.models.organisations import SIDE_OF, Side
from people.models.verifications import Check
from publishing.fields import ComputedField
from publishing.serializers import DECISIONS, IDENTITY, PUBLISHABLE, ModelRulesSerializer

# What is told of an organisation itself, in the API and in a table.
FACTS = [
    "name", "other_names", "kind", "legal_form", "identifiers", "country", "region", "regions", "address", "founded_on",
    "status", "description", "website", "email", "telephone", "focus_areas", "groups", "tags",
]  # fmt: skip


class FocusAreaSerializer(ModelRulesSerializer):
    class Meta:
        model = FocusArea
        fields = [*IDENTITY, "name"]


class GroupSerializer(ModelRulesSerializer):
    class Meta:
        model = Group
        fields = [*IDENTITY, "name"]


class OwnIdentifierSerializer(ModelRulesSerializer):
    """An identifier, within its organisation."""

    class Meta:
        model = OrganisationIdentifier
        fields = ["scheme", "value"]


class OwnNameSerializer(ModelRulesSerializer):
    """Another name, within its organisation."""

    class Meta:
        model = OrganisationName
        fields = ["kind", "text"]


class OrganisationTagSerializer(TagSerializer):
    class Meta:
        model = OrganisationTag
        fields = TAG_FIELDS


class VerificationSerializer(ModelRulesSerializer):
    """What was checked of an organisation; who checked it is not told."""

    checklist = serializers.ListField(child=serializers.ChoiceField(Check.choices))

    class Meta:
        model = Verification
        fields = ["level", "checklist", "checked_on", "expires_on"]


class StrongestVerification:
    """The part of a reading plan that reads the verification which counts most today, or None."""

    columns = ()

    def __init__(self, plan):
        self.plan = plan

    def getter(self, rows, user):
        valid = Verification.objects.for_badges(user).filter(organisation__in=[row["pk"] for row in rows])
        found = {}
        for verification in self.plan.rows(valid, "organisation_id"):
            found.setdefault(verification["organisation_id"], verification)
        shown = dict(zip(found, self.plan.read(list(found.values()), user), strict=True))
        return lambda row: shown.get(row["pk"])


class VerificationField(ComputedField):
    def __init__(self, **kwargs):
        child = VerificationSerializer(allow_null=True)
        super().__init__(columns=[], compute=None, child=child, **kwargs)

    def plan(self, language):
        return StrongestVerification(VerificationSerializer.plan(language))


class OrganisationSerializer(ModelRulesSerializer):
    side = ComputedField(
        columns=["kind"],
        compute=SIDE_OF.get,
        child=serializers.ChoiceField(Side.choices),
        help_text=_("At which side of the table it sits, by its kind."),
    )
    identifiers = OwnIdentifierSerializer(many=True, required=False)
    other_names = OwnNameSerializer(many=True, required=False)
    tags = OrganisationTagSerializer(many=True, required=False)
    verification = VerificationField(help_text=_("What the portal has checked of it and when, while that counts."))

    class Meta:
        model = Organisation
        fields = [
            *PUBLISHABLE,
            *FACTS,
            "side",
            "verification",
            "parent",
            "merged_into",
            "logo",
            "source",
            "source_url",
        ]
        read_only_fields = [*DECISIONS, "merged_into"]
        private_fields = DECISIONS


class GoalOrTargetSerializer(TagSerializer):
    class Meta:
        model = OrganisationTag
        fields = ["goal", "target"]


class TableSerializer(ModelRulesSerializer):
    """What people.columns puts into a table, and nothing that would have to be read in vain. Never written by it."""

    identifiers = OwnIdentifierSerializer(many=True)
    other_names = OwnNameSerializer(many=True)
    tags = GoalOrTargetSerializer(many=True)

    class Meta:
        model = Organisation
        fields = ["guid", *FACTS]


class PersonSerializer(ModelRulesSerializer):
    class Meta:
        model = Person
        fields = [
            *PUBLISHABLE,
            "name",
            "given_name",
            "patronymic",
            "family_name",
            "biography",
            "portrait",
            "website",
            "email",
            "telephone",
            "is_public",
            "consented_on",
        ]
        read_only_fields = DECISIONS
        private_fields = [*DECISIONS, "email", "telephone", "is_public", "consented_on"]


class MembershipSerializer(ModelRulesSerializer):
    class Meta:
        model = Membership
        fields = [
            "id",
            "organisation",
            "person",
            "member_organisation",
            "on_behalf_of",
            "side",
            "position",
            "since",
            "until",
        ]
