"""National reviews and what was put into them: valid, published and with consent unless a test says otherwise."""

from datetime import timedelta

import factory
from django.utils import timezone

from people.models.organisations import Side
from reviews.models import Contribution, ContributionTag, NationalReview, NationalReviewTag, ReviewDocument
from tests.publishing.factories import PublishedFactory, WordedFactory

COUNTRIES = ["KZ", "KG", "TJ", "TM", "UZ"]


class NationalReviewFactory(PublishedFactory):
    """One a country and year: seventy-five are possible. It takes contributions these days."""

    class Meta:
        model = NationalReview

    country = factory.Sequence(lambda number: COUNTRIES[number % 5])
    year = factory.Sequence(lambda number: 2016 + number // 5 % 15)
    summary_en = "What the country reported."
    contributions_open_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    contributions_close_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class NationalReviewTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NationalReviewTag

    review = factory.SubFactory(NationalReviewFactory)
    goal_id = 17


class ReviewDocumentFactory(WordedFactory):
    class Meta:
        model = ReviewDocument

    review = factory.SubFactory(NationalReviewFactory)
    title_en = factory.Sequence(lambda number: f"Document {number}")
    language = "en"
    url = "https://hlpf.example.org/review.pdf"


class ContributionFactory(PublishedFactory):
    class Meta:
        model = Contribution

    review = factory.SubFactory(NationalReviewFactory)
    side = Side.CIVIL
    text_en = factory.Sequence(lambda number: f"Contribution {number}")
    consent = True


class ContributionTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContributionTag

    contribution = factory.SubFactory(ContributionFactory)
    goal_id = 17
