import pytest
from django.urls import reverse
from django.utils import translation

from tests.partnerships.factories import CommitmentFactory
from tests.people.factories import OrganisationFactory
from tests.reviews.factories import (
    ContributionFactory,
    ContributionTagFactory,
    NationalReviewFactory,
    NationalReviewTagFactory,
)

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}


def listed(client, **query):
    return list(client.get(reverse("reviews:list"), query).context["object_list"])


@pytest.mark.parametrize(("language", "title"), [("kk", "Қазақстан"), ("ru", "Казахстан"), ("en", "Kazakhstan")])
def test_page_is_titled_by_country_and_year_in_every_finished_language(client, language, title):
    review = NationalReviewFactory(country="KZ", year=2022)
    with translation.override(language):
        address = review.get_absolute_url()

    page = client.get(address).text

    head = page[: page.index("</title>")]
    assert title in head
    assert "2022" in head


def test_list_shows_published_reviews_only(client):
    review = NationalReviewFactory()
    draft = NationalReviewFactory(**DRAFT)

    assert listed(client) == [review]
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_page_tells_who_contributed_and_what_was_answered(client):
    contribution = ContributionFactory(
        organisation=OrganisationFactory(name="Water council"),
        text_en="Count every well",
        answer="partly",
        answer_reason="No data yet",
        led_to=CommitmentFactory(title="A register of wells"),
    )

    page = client.get(contribution.review.get_absolute_url()).text

    told = ["Water council", "Count every well", "Partly accepted", "No data yet", "A register of wells"]
    assert [words for words in told if words not in page] == []


def test_page_hides_contributions_without_consent_and_of_drafts(client):
    review = NationalReviewFactory()
    ContributionFactory(review=review, text_en="Without consent", consent=False)
    ContributionFactory(review=review, text_en="A draft", **DRAFT)
    ContributionFactory(review=review, text_en="Of a hidden one", organisation=OrganisationFactory(**DRAFT))

    page = client.get(review.get_absolute_url()).text

    assert [words for words in ("Without consent", "A draft", "Of a hidden one") if words in page] == []


def test_card_counts_only_contributions_that_may_be_seen(client):
    review = NationalReviewFactory()
    ContributionFactory(review=review)
    ContributionFactory(review=review, consent=False)

    assert [row.contribution_count for row in listed(client)] == [1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"country": "KZ"}, True),
        ({"country": "UZ"}, False),
        ({"year": "2022"}, True),
        ({"year": "2019"}, False),
        ({"goal": "17"}, True),
        ({"goal": "1"}, False),
    ],
)
def test_reviews_are_narrowed_by_every_filter(client, query, found):
    review = NationalReviewFactory(country="KZ", year=2022)
    NationalReviewTagFactory(review=review, goal_id=17)

    assert listed(client, **query) == ([review] if found else [])


def test_pages_of_the_list_hold_every_review_once(client):
    NationalReviewFactory.create_batch(25)
    address = reverse("reviews:list")

    first = client.get(address)
    second = client.get(address + first.context["next_url"])

    assert len({row.pk for row in [*first.context["object_list"], *second.context["object_list"]]}) == 25


def test_list_costs_the_same_number_of_queries_however_long(client, flat_queries):
    flat_queries(NationalReviewTagFactory, client.get, reverse("reviews:list"))


def test_page_costs_the_same_number_of_queries_however_many_contributed(client, flat_queries):
    review = NationalReviewFactory()

    flat_queries(lambda: ContributionTagFactory(contribution__review=review), client.get, review.get_absolute_url())
