"""Who contributed to a review, in figures: of public contributions only, each with sentence, table and CSV."""

import pytest
from django.urls import reverse

from people.models.organisations import Kind
from places.models import Region
from publishing.templatetags.content import spoken
from reviews.figures import FIGURES
from tests.people.factories import GroupFactory, OrganisationFactory
from tests.reviews.factories import ContributionFactory, ContributionTagFactory, NationalReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(db):
    review = NationalReviewFactory()
    almaty = Region.objects.get(code="KZ-75")
    youth = GroupFactory(name_en="Young people", slug="youth")
    ngo = OrganisationFactory(region=almaty)
    ngo.groups.add(youth)
    ministry = OrganisationFactory(kind=Kind.GOVERNMENT)
    hidden = OrganisationFactory(region=almaty, publication_state="draft")
    hidden.groups.add(youth)
    for organisation in (ngo, ngo, ministry, hidden):
        row = ContributionFactory(review=review, organisation=organisation, side="")
        ContributionTagFactory(contribution=row, goal_id=6)
        ContributionTagFactory(contribution=row, goal_id=6, target_id="6.1")
    ContributionFactory(review=review, answer="declined", answer_reason="Too late")
    ContributionFactory(review=review, consent=False)
    return review


def test_each_figure_counts_what_everybody_may_read(client, review):
    page = client.get(reverse("reviews:figures", args=[review.slug]))

    almaty = Region.objects.get(code="KZ-75")
    found = {figure.name: {row.label: row.numbers[0] for row in figure.rows} for figure in page.context["figures"]}
    linked = {row.label: row.url for figure in page.context["figures"] for row in figure.rows if row.url}
    assert linked == {spoken(almaty, "name")[0]: f"{review.get_absolute_url()}?by=region#region-KZ-75"}
    headings = client.get(review.get_absolute_url(), {"by": "region"}).context["headings"]
    assert [(one.anchor, len(one.contributions)) for one in headings] == [("region-KZ-75", 2), ("", 2)]
    sentences = {figure.name: figure.sentence for figure in page.context["figures"]}
    assert found == {
        "sides": {"Civil society": 3, "State": 1},
        "regions": {spoken(almaty, "name")[0]: 2},
        "groups": {"Young people": 2},
        "goals": {"6. Clean water and sanitation": 3},
        "answers": {"Not accepted": 1, "Not answered yet": 3},
    }
    assert sentences["sides"] == "Most contributions: Civil society, 3 of 4 (75.0%)."
    assert sentences["answers"] == "Of 4 contributions 1 are answered."


def test_each_figure_is_a_table_of_its_own(client, review):
    tables = {}
    for name in FIGURES:
        response = client.get(reverse("reviews:figure", args=[review.slug, name]))
        tables[name] = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert tables["sides"] == ["code,Side,Contributions", "civil,Civil society,3", "state,State,1"]
    assert tables["answers"][1:] == ["declined,Not accepted,1", "none,Not answered yet,3"]
    assert {name: len(lines) for name, lines in tables.items()} == {
        "sides": 3, "regions": 2, "groups": 2, "goals": 2, "answers": 3,
    }  # fmt: skip


def test_figures_cost_the_same_for_thirty_contributions(client, flat_queries, review):
    def one_more():
        ContributionTagFactory(contribution__review=review, contribution__organisation=OrganisationFactory())

    flat_queries(one_more, client.get, reverse("reviews:figures", args=[review.slug]))
