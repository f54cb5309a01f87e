"""Organisations, people, their memberships and tags: valid and published unless a test says otherwise."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from people.models import (
    FocusArea,
    Group,
    Membership,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationTag,
    Person,
    User,
    Verification,
)
from people.models.organisations import Kind
from tests.publishing.factories import PublishedFactory, WordedFactory


class FocusAreaFactory(WordedFactory):
    class Meta:
        model = FocusArea

    name_en = factory.Sequence(lambda number: f"Focus area {number}")


class GroupFactory(WordedFactory):
    class Meta:
        model = Group

    name_en = factory.Sequence(lambda number: f"Group {number}")


class OrganisationFactory(PublishedFactory):
    """A national NGO in Kazakhstan."""

    class Meta:
        model = Organisation

    name_en = factory.Sequence(lambda number: f"Organisation {number}")
    kind = Kind.NATIONAL_NGO
    country = "KZ"


class OrganisationNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    text = factory.Sequence(lambda number: f"Other name {number}")


class OrganisationIdentifierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationIdentifier

    organisation = factory.SubFactory(OrganisationFactory)
    scheme = "KG-OKPO"
    value = factory.Sequence(lambda number: f"{10_000_000 + number}")


class OrganisationTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationTag

    organisation = factory.SubFactory(OrganisationFactory)
    goal_id = 17


class VerificationFactory(factory.django.DjangoModelFactory):
    """Valid today."""

    class Meta:
        model = Verification

    organisation = factory.SubFactory(OrganisationFactory)
    level = "documents"
    checklist = ["name", "charter"]
    checked_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=335))


class PersonFactory(PublishedFactory):
    """Somebody who agreed to be shown."""

    class Meta:
        model = Person

    name_en = factory.Sequence(lambda number: f"Person {number}")
    is_public = True
    consented_on = date(2023, 10, 19)


class MembershipFactory(WordedFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    position_en = "Member"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who signs in and has no permissions."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"user{number}@example.org")
