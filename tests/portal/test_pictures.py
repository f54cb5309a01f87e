"""The pictures: each number is that of the list which it links to, and of what the visitor may see."""

import re

import pytest
from django.urls import reverse

from places.models import Region
from portal.pictures.drawn import PICTURES
from publishing.gathering import gathered
from tests.partnerships.factories import CommitmentFactory, PartnerFactory, PartnershipFactory
from tests.people.factories import GroupFactory
from tests.portal.pictured import listed, made, row_of, table, tagged, whole_table
from tests.reviews.factories import NationalReviewFactory
from tests.sitemap import every_address

pytestmark = pytest.mark.django_db
GOALS = "/en/pictures/goals/"


@pytest.fixture
def world(db):
    with gathered():
        made()


def test_the_matrix_counts_where_a_goal_and_a_country_meet_what_the_visitor_may_see(client, editor_client, world):
    assert row_of(table(client, "goals"), "6") == ["3", "2", "1", "0", "0", "0"]
    assert row_of(table(client, "goals", count="partnerships"), "6") == ["1", "1", "0", "0", "0", "0"]
    assert row_of(table(editor_client, "goals"), "6") == ["4", "3", "1", "0", "0", "0"]
    assert row_of(table(editor_client, "goals", count="partnerships"), "6") == ["2", "2", "1", "0", "0", "0"]
    assert row_of(table(client, "goals", goal="6", by="group"), "6.5") == ["2", "2", "0"]
    assert row_of(table(client, "goals", by="region", count="partnerships"), "6")[:1] == ["1"]


def test_money_is_shown_by_currency_and_never_added_up_across(client, world):
    page = client.get(GOALS, {"count": "money"})

    assert [choice[0] for choice in page.context["form"].fields["currency"].choices] == ["EUR", "KZT"]
    assert '<caption id="matrix-caption">Money, EUR</caption>' in page.text
    assert whole_table(client, "goals", count="money")[0][2:4] == ["All (EUR)", "Kazakhstan (EUR)"]
    assert row_of(table(client, "goals", count="money", currency="KZT"), "6")[:2] == ["350.00", "350.00"]
    assert row_of(table(client, "goals", count="money", currency="EUR"), "6")[:2] == ["7.00", "7.00"]


def test_every_field_of_the_matrix_leads_to_the_list_that_it_counts(client, world):
    lists = client.get(GOALS).context["picture"].lists
    ways = [
        (count, by)
        for count, one in lists.items()
        for by in ("country", "region", "group")
        if one.can_be_narrowed_by(by)
    ]
    moneyless = PartnershipFactory(countries=["KZ"])
    moneyless.regions.set([Region.objects.get(code="KZ-71")])
    tagged(moneyless, "partnership", 6, target="6.5")
    followed = []
    for count, by in ways:
        for query in ({}, {"goal": "6"}, *([{"currency": "KZT"}] if count == "money" else [])):
            for line in client.get(GOALS, {"count": count, "by": by, **query}).context["matrix"].lines:
                for cell in (line.total, *line.cells):
                    assert bool(cell.url) == bool(cell.number)
                    if cell.url:
                        followed.append((count, by, cell.rows))
                        assert listed(client, cell.url) == cell.rows, (count, by, cell)
    assert len(followed) > 50
    assert {count: max(rows for name, _by, rows in followed if name == count) for count in lists} == {
        "organisations": 3, "partnerships": 2, "commitments": 1, "money": 1,
    }  # fmt: skip


def test_the_matrix_says_in_a_sentence_what_is_to_be_seen(client, world):
    text = client.get(GOALS).context["matrix"].sentence

    assert text == "Most: “6. Clean water and sanitation”, Kazakhstan: 2. Of 85 fields 82 are empty."


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_costs_as_many_queries_with_thirty_rows_as_with_one(client, flat_queries, name):
    def row():
        partnership = PartnershipFactory(countries=["KZ"])
        for _ in range(2):
            partner = PartnerFactory(partnership=partnership, amount=5, currency="EUR")
            tagged(partner.organisation, "organisation", 6)
        tagged(partnership, "partnership", 6)
        tagged(CommitmentFactory(owner=partner.organisation), "commitment", 6)

    GroupFactory()
    flat_queries(row, client.get, reverse(f"pictures:{name}"), at_most=19)


@pytest.mark.parametrize("name", PICTURES)
def test_a_wrong_choice_is_told_on_the_page_and_refused_in_a_file(client, world, name):
    for field in client.get(reverse(f"pictures:{name}")).context["form"].fields:
        page = client.get(reverse(f"pictures:{name}"), {field: "no\x00thing"})

        assert page.status_code == 200
        assert page.context["form"].errors.keys() == {field}
        assert client.get(reverse(f"pictures:{name}_csv"), {field: "nothing"}).status_code == 400


def test_every_picture_is_two_clicks_from_home_and_in_the_sitemap(client, world):
    review = NationalReviewFactory()
    wanted = {reverse(f"pictures:{name}") for name in PICTURES} | {reverse("people:figures"), reverse("portal:finder")}
    wanted |= {f"/en/{name}/?view=map" for name in ("organisations", "partnerships", "commitments", "events")}
    wanted.add(reverse("reviews:figures", args=[review.slug]))

    reached = addresses_on(client, "/en/")
    for address in [one for one in reached if "/pictures/" in one]:
        reached |= addresses_on(client, address)

    assert wanted - reached == set()
    assert {address for address in wanted if "?" not in address} <= set(every_address(client))


def addresses_on(client, address):
    return set(re.findall(r'href="(/en/[^"#]*)"', client.get(address).text))
