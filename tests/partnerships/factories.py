"""Partnerships, promises and reports: valid, published and approved unless a test says otherwise."""

from datetime import date

import factory
from django.utils import timezone

from partnerships.models import (
    Assessment,
    Commitment,
    CommitmentTag,
    Follow,
    Follower,
    Partner,
    Partnership,
    PartnershipDocument,
    PartnershipTag,
    ProgressReport,
)
from tests.people.factories import OrganisationFactory
from tests.publishing.factories import PublishedFactory, WordedFactory


class PartnershipFactory(PublishedFactory):
    class Meta:
        model = Partnership

    title_en = factory.Sequence(lambda number: f"Partnership {number}")
    signed_on = date(2021, 7, 1)
    one_sided_because_en = "Made up for a test."


class PartnershipTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnershipTag

    partnership = factory.SubFactory(PartnershipFactory)
    goal_id = 17


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    partnership = factory.SubFactory(PartnershipFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Partner.Role.SIGNATORY


class PartnershipDocumentFactory(WordedFactory):
    class Meta:
        model = PartnershipDocument

    partnership = factory.SubFactory(PartnershipFactory)
    title_en = factory.Sequence(lambda number: f"Document {number}")
    url = "https://example.org/agreement.pdf"


class CommitmentFactory(PublishedFactory):
    class Meta:
        model = Commitment

    title_en = factory.Sequence(lambda number: f"Commitment {number}")
    unmeasurable_because_en = "Made up for a test."
    owner = factory.SubFactory(OrganisationFactory)


class CommitmentTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommitmentTag

    commitment = factory.SubFactory(CommitmentFactory)
    goal_id = 17


class ProgressReportFactory(WordedFactory):
    class Meta:
        model = ProgressReport

    commitment = factory.SubFactory(CommitmentFactory)
    period_start = date(2024, 1, 1)
    period_end = date(2024, 12, 31)
    narrative_en = factory.Sequence(lambda number: f"Report {number}")
    state = ProgressReport.State.APPROVED


class AssessmentFactory(WordedFactory):
    class Meta:
        model = Assessment

    commitment = factory.SubFactory(CommitmentFactory)
    assessor = factory.SubFactory(OrganisationFactory)
    grade = Assessment.Grade.LIMITED
    note_en = factory.Sequence(lambda number: f"Assessment {number}")
    assessed_on = date(2025, 3, 1)
    state = Assessment.State.APPROVED


class FollowerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Follower

    email = factory.Sequence(lambda number: f"follower{number}@example.org")
    language = "en"


class FollowFactory(factory.django.DjangoModelFactory):
    """Somebody who follows the whole register, from now on."""

    class Meta:
        model = Follow

    follower = factory.SubFactory(FollowerFactory)
    language = "en"
    confirmed_at = factory.LazyFunction(timezone.now)
    told_until = factory.SelfAttribute("confirmed_at")
