"""The annex of a review: the same public contributions on a page, as PDF, as DOCX and as CSV."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document

from publishing.actions import PUBLICATION
from tests.people.factories import OrganisationFactory
from tests.reviews.factories import ContributionFactory, ContributionTagFactory, NationalReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(db):
    """With two contributions that are public, one that wants to be a formula, and four that nobody may read."""
    review = NationalReviewFactory(country="KZ", year=2022, slug="kz-2022")
    council = OrganisationFactory(name_en="Water council", name_ru="Совет по воде")
    first = ContributionFactory(
        review=review,
        organisation=council,
        text_en="Count every well\nin each village",
        text_ru="Сосчитать каждый колодец",
        evidence_url="https://wells.example.org/",
        answer="partly",
        answer_reason="No data yet",
        answer_page="41",
    )
    ContributionTagFactory(contribution=first, goal_id=17)
    ContributionTagFactory(contribution=first, goal_id=6, target_id="6.1", weight="secondary")
    ContributionTagFactory(contribution=ContributionFactory(review=review, text_en="=1+1", text_kk=None), goal_id=6)
    ContributionFactory(review=review, text_en="Unseen", consent=False)
    ContributionFactory(review=review, text_en="Unseen", publication_state="submitted")
    ContributionFactory(review=review, text_en="Unseen", publication_state="draft")
    ContributionFactory(review=review, text_en="Unseen", organisation=OrganisationFactory(publication_state="draft"))
    return review


def file(client, review, form, language="en"):
    with translation.override(language):
        return client.get(reverse("reviews:annex_file", args=[review.slug, form]))


def table(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter="," if ",Side," in text else ";"))


def test_csv_has_every_public_contribution_and_no_formula(client, editor_client, review):
    rows = [table(file(one, review, "csv")) for one in (client, editor_client)]

    assert rows[0] == rows[1]  # what is printed is handed on: staff get what everybody gets
    assert rows[0][1:] == [
        [
            "1", "Water council", "Civil society", "Count every well\nin each village", "Goal 17; Goal 6", "6.1",
            "https://wells.example.org/", "Partly accepted", "No data yet", "41",
        ],
        ["2", "Civil society", "Civil society", "'=1+1", "Goal 6", "", "", "", "", ""],
    ]  # fmt: skip


def test_page_numbers_them_and_has_an_index_by_goal_and_sources(client, review):
    page = client.get(reverse("reviews:annex", args=[review.slug]))

    annex = page.context["annex"]
    assert annex.index == [("6. Clean water and sanitation", [1, 2]), ("17. Partnerships for the goals", [1])]
    assert annex.sources == [(1, "https://wells.example.org/")]
    assert 'value="2"' in page.text
    assert "Partly accepted · page 41 · No data yet" in page.text
    assert "Unseen" not in page.text


def test_docx_is_read_by_headings_in_the_language_of_its_address(client, review):
    response = file(client, review, "docx", "ru")

    paper = Document(io.BytesIO(response.content))
    headings = [part.text for part in paper.paragraphs if part.style.name.startswith("Heading")]
    texts = [part.text for part in paper.paragraphs]
    assert response["Content-Language"] == "ru"
    assert response["Content-Disposition"].startswith('attachment; filename="annex-kz-2022-')
    assert paper.core_properties.language == "ru"
    assert headings[:2] == ["1. Совет по воде", "2. Гражданское общество"]
    assert "Сосчитать каждый колодец" in texts
    assert "=1+1 [en]" in texts
    assert [text for text in texts if "Unseen" in text] == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pdf_is_made_in_each_language_of_the_country_on_as_many_pages_as_it_needs(client, review, language):
    for _number in range(40):
        ContributionFactory(review=review, text_en="A long story. " * 60, text_kk="Ұзақ әңгіме. " * 60)

    response = file(client, review, "pdf", language)

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert response.content.count(b"/Type /Page\n") > 5


def test_a_withdrawn_contribution_leaves_its_number_free(client, review):
    first = review.contributions.get(number=1)

    PUBLICATION.move(row=first, state="draft")

    assert [row[0] for row in table(file(client, review, "csv"))[1:]] == ["2"]


def test_a_draft_review_has_no_annex(client, review):
    PUBLICATION.move(row=review, state="draft")

    addresses = [reverse("reviews:annex", args=[review.slug]), reverse("reviews:figures", args=[review.slug])]
    addresses += [reverse("reviews:annex_file", args=[review.slug, form]) for form in ("pdf", "docx", "csv")]
    assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_annexes_are_not_asked_for_all_day_long(client, review, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"export": "1/hour"}}

    assert [file(client, review, "pdf").status_code for _time in range(2)] == [200, 429]


def test_the_annex_costs_the_same_for_thirty_contributions(client, flat_queries, review):
    def one_more():
        ContributionTagFactory(contribution__review=review, contribution__organisation=OrganisationFactory())

    flat_queries(one_more, client.get, reverse("reviews:annex", args=[review.slug]))
