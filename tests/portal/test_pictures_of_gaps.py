"""What nobody serves and who could, and who serves a group, region by region."""

from datetime import date

import pytest

from partnerships.models import Partnership
from publishing.gathering import gathered
from tests.portal.pictured import listed, made, row_of, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    with gathered():
        made()


def test_gaps_name_what_no_partnership_serves_in_a_country_and_who_could(client, world):
    rows = {row[1]: row for row in table(client, "gaps", country="KG")}
    kazakh = {row[1]: row for row in table(client, "gaps", country="KZ")}

    assert rows["6.5"][3:] == ["1", "River"]
    assert rows["women"][3:] == ["1", "River"]
    assert len(rows) == 169 + 2
    assert (len(kazakh), "6.5" in kazakh, "women" in kazakh, "youth" in kazakh) == (169, False, False, True)
    page = client.get("/en/pictures/gaps/", {"country": "KG", "goal": "6"})
    assert page.context["sentence"] == (
        "In Kyrgyzstan no current or planned partnership serves 8 targets of 8; "
        "for 1 of these there are organisations that work on it. None serves 2 groups of 2."
    )
    gap = page.context["parts"][0][1][0]
    assert [row.slug for row in client.get(gap.url).context["object_list"]] == ["river"]
    assert client.get(gap.finder_url).status_code == 200
    assert listed(client, "/en/partnerships/?target=6.5&country=KG") == 0


@pytest.mark.parametrize(
    ("dates", "is_gap"),
    [
        ({"ends_on": date(2022, 1, 1)}, True),
        ({"halted_on": date(2022, 1, 1), "halted_because": "No money"}, True),
        ({"halted_on": date(2022, 1, 1), "halted_because": "No money", "may_resume": False}, True),
        ({"starts_on": date(2022, 1, 1)}, False),
        ({"starts_on": date(2022, 1, 1), "planned_ends_on": date(2023, 1, 1)}, False),
        ({"planned_starts_on": date(2150, 1, 1)}, False),
    ],
)
def test_a_gap_is_closed_while_a_partnership_serves_it_or_is_to_and_every_one_is_in_the_list(
    client, world, dates, is_gap
):
    aral = Partnership.objects.get(slug="aral")
    for name, value in dates.items():
        setattr(aral, name, value)
    aral.save()

    rows = {row[1] for row in table(client, "gaps", country="KZ")}

    assert {"6.5", "women"} & rows == ({"6.5", "women"} if is_gap else set())
    assert "Running, Overdue to close, Planned, Signed" in client.get("/en/pictures/gaps/").text
    assert row_of(table(client, "goals", count="partnerships"), "6")[0] == "1"
    assert listed(client, "/en/partnerships/?target=6.5&country=KZ") == 1


def test_who_serves_a_group_is_counted_region_by_region_and_each_number_is_its_list(client, world):
    page = client.get("/en/pictures/groups/", {"group": "women"})

    rows = {row[0]: row[2:4] for row in table(client, "groups", group="women")}
    assert {code: numbers for code, numbers in rows.items() if numbers != ["0", "0"]} == {"KZ-71": ["1", "1"]}
    assert page.context["sentence"] == (
        "Most that serve Women and girls: Astana (Kazakhstan), 1. In 53 regions of 54 nobody is known to."
    )
    for query in ({}, {"group": "women"}):
        context = client.get("/en/pictures/groups/", query).context
        places = [place for _country, places in context["countries"] for place in places]
        counts = [count for row in [*places, *context["groups"]] for count in row.counts if count.url]
        assert [listed(client, count.url) for count in counts] == [count.number for count in counts]
        assert len(counts) > 3
