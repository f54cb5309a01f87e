from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from tests.partnerships.factories import CommitmentFactory
from tests.people.factories import OrganisationFactory
from tests.reviews.factories import (
    ContributionFactory,
    ContributionTagFactory,
    NationalReviewFactory,
    NationalReviewTagFactory,
    ReviewDocumentFactory,
)
from tests.structured import json_ld

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


def headings(client, review, **query):
    found = client.get(review.get_absolute_url(), query).context["headings"]
    return [(one.title, [row.number for row in one.contributions], [row.number for row in one.others]) for one in found]


def test_contributions_stand_by_goal_each_once_or_by_organisation(client):
    review = NationalReviewFactory()
    first = ContributionFactory(review=review, organisation=OrganisationFactory(name_en="Wells"), side="")
    ContributionTagFactory(contribution=first, goal_id=6)
    ContributionTagFactory(contribution=first, goal_id=4, weight="secondary")
    ContributionTagFactory(contribution=ContributionFactory(review=review), goal_id=4)
    ContributionFactory(review=review, organisation=OrganisationFactory(name_en="Arches"), side="")

    assert headings(client, review) == [
        ("4. Quality education", [2], [1]),
        ("6. Clean water and sanitation", [1], []),
        ("No goal is named", [3], []),
    ]
    assert headings(client, review, by="organisation") == [
        ("Arches", [3], []),
        ("Wells", [1], []),
        ("Civil society", [2], []),
    ]
    assert headings(client, review, by="nonsense") == headings(client, review)


def given(client, document):
    return b"".join(client.get(document.get_file_url()).streaming_content)


@pytest.fixture
def told_in_full(db):
    """A review with everything its page can tell; one of its bodies is hidden."""
    review = NationalReviewFactory(
        presented_on=date(2022, 7, 14), contributions_open_on=None, contributions_close_on=None
    )
    review.bodies.add(
        OrganisationFactory(name_en="SDG council", kind="body"), OrganisationFactory(name_en="Secret", **DRAFT)
    )
    file = SimpleUploadedFile("annex.pdf", b"%PDF-1.4")
    ReviewDocumentFactory(review=review, title_en="Main report", dated=date(2022, 7, 1))
    ReviewDocumentFactory(review=review, kind="annex", url="", title_en="", file=file)
    ContributionFactory(review=review, led_to=CommitmentFactory(title="A register of wells"))
    return review


def test_page_tells_timetable_bodies_documents_and_what_followed(client, told_in_full):
    page, paper = client.get(told_in_full.get_absolute_url()), told_in_full.documents.get(kind="annex")

    told = ["14 July 2022", "SDG council", "Main report", "1 July 2022", paper.get_file_url(), "A register of wells"]
    assert [words for words in told if words not in page.text] == []
    assert [words for words in ("Secret", "Contribute for an organisation") if words in page.text] == []
    assert [row.title for row in page.context["followed"]] == ["A register of wells"]
    assert given(client, paper) == b"%PDF-1.4"


def test_page_tells_machines_what_the_report_is_and_who_worked_on_it(client, told_in_full):
    facts = json_ld(client.get(told_in_full.get_absolute_url()))

    assert (facts["@type"], facts["datePublished"], facts["spatialCoverage"]["@type"]) == (
        "Report",
        "2022-07-14",
        "Country",
    )
    assert [part["name"] for part in facts["hasPart"]] == ["Main report", "Annex"]
    assert [one["name"] for one in facts["contributor"]] == ["SDG council"]


def test_a_document_of_a_draft_review_is_given_to_nobody_but_staff(client, editor_client):
    paper = ReviewDocumentFactory(
        review=NationalReviewFactory(**DRAFT), url="", file=SimpleUploadedFile("annex.pdf", b"%PDF-1.4")
    )

    assert client.get(paper.get_file_url()).status_code == 404
    assert given(editor_client, paper) == b"%PDF-1.4"


def test_list_is_narrowed_to_reviews_that_take_contributions_today(client):
    taking = NationalReviewFactory()
    never = NationalReviewFactory(contributions_open_on=None, contributions_close_on=None)

    assert listed(client, open="true") == [taking]
    assert listed(client, open="false") == [never]
