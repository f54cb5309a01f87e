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
)
from people.models.organisations import SIDE_OF, Side
from publishing.fields import ComputedField
from publishing.serializers import DECISIONS, IDENTITY, PUBLISHABLE, ModelRulesSerializer


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

    class Meta:
        model = Organisation
        fields = [
            *PUBLISHABLE,
            "name",
            "other_names",
            "kind",
            "side",
            "legal_form",
            "identifiers",
            "country",
            "region",
            "regions",
            "address",
            "founded_on",
            "status",
            "description",
            "website",
            "email",
            "parent",
            "merged_into",
            "logo",
            "focus_areas",
            "groups",
            "tags",
            "source",
            "source_url",
        ]
        read_only_fields = [*DECISIONS, "merged_into"]
        private_fields = DECISIONS


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
