"""Who works with whom: one by one, or in groups that lead to those in them."""

import pytest

from publishing.gathering import gathered
from tests.partnerships.factories import PartnerFactory, PartnershipFactory, PartnershipTagFactory
from tests.portal.pictured import made, table, tagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    with gathered():
        made()


def network(client, **query):
    return client.get("/en/pictures/network/", query)


def test_the_network_joins_those_who_share_a_partnership_and_says_where_both_sides_meet(client, world):
    context = network(client).context

    nodes = {node.label: (node.side, node.letter, node.number, node.url) for node in context["nodes"]}
    assert nodes == {
        "Spring": ("civil", "C", 2, "/en/organisations/spring/"),
        "Ministry": ("state", "S", 2, "/en/organisations/ministry/"),
        "River": ("civil", "C", 2, "/en/organisations/river/"),
    }
    assert len(context["lines"]) == 3
    assert context["sentence"] == (
        "1 partnership joins 3 organisations. Most partners: “Spring”, 2. "
        "In 1 partnership civil society and the state are together."
    )
    for one in context["organisations"]:
        assert [row.slug for row in client.get(one["url"]).context["object_list"]] == ["aral"]
    assert {row[0]: row[5] for row in table(client, "network")} == {
        "spring": "Ministry; River",
        "ministry": "Spring; River",
        "river": "Spring; Ministry",
    }


def test_the_network_is_drawn_in_the_same_places_every_time(client, world):
    places = [{node.key: (node.x, node.y) for node in network(client).context["nodes"]} for _time in range(2)]

    assert places[0] == places[1]
    assert len(set(places[0].values())) == 3


def test_the_network_is_narrowed_by_country_goal_time_side_and_seat(client, world):
    def labels(**query):
        return sorted(node.label for node in network(client, **query).context["nodes"])

    everybody = ["Ministry", "River", "Spring"]
    assert labels(country="KZ", goal="6", since="2021", until="2021") == everybody
    assert labels(country="KG") == labels(goal="17") == []
    assert labels(side="civil") == ["River", "Spring"]
    assert labels(seat="KZ") == ["Ministry", "Spring"]
    assert labels(seat="KZ-71") == ["Spring"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("side", {("Civil society", "civil", 2), ("State", "state", 1)}),
        ("country", {("Kazakhstan", "", 2), ("Kyrgyzstan", "", 1)}),
        ("region", {("Astana", "", 1), ("Kazakhstan, region not known", "", 1), ("Kyrgyzstan, region not known", "", 1)}),
        ("place", {("Civil society, Kazakhstan", "civil", 1), ("State, Kazakhstan", "state", 1),
                   ("Civil society, Kyrgyzstan", "civil", 1)}),
        ("goal", {("6. Clean water and sanitation", "", 3)}),
    ],
)  # fmt: skip
def test_too_many_organisations_are_grouped_and_each_group_leads_to_those_in_it(client, world, by, expected):
    nodes = network(client, by=by).context["nodes"]

    assert {(node.label, node.side, node.number) for node in nodes} == expected
    for node in nodes:
        assert len(client.get("/en/pictures/network/" + node.url).context["nodes"]) == node.number


def test_a_group_leads_to_no_more_than_it_counts_where_a_seat_is_asked_for_already(client, world):
    PartnerFactory(organisation__country="UZ")  # for no goal
    other = PartnerFactory(organisation__country="", organisation__name_en="Elsewhere", partnership__slug="reef")
    for goal in (6, 14):
        PartnershipTagFactory(partnership=other.partnership, goal_id=goal)
    for _time in range(2):
        tagged(PartnerFactory(organisation=other.organisation).partnership, "partnership", 14)
    asked = [
        {"by": by, **one}
        for by in ("side", "country", "region", "place", "goal")
        for one in ({}, {"seat": "KZ-71"}, {"seat": "KZ-"}, {"goal": "6"})
    ]

    found = [
        (query, node.label, node.number, client.get("/en/pictures/network/" + node.url).context)
        for query in asked
        for node in network(client, **query).context["nodes"]
    ]

    wrong = [(query, label) for query, label, number, there in found if len(there["organisations"]) != number]
    assert (len(found), wrong) == (43, [])


def test_more_organisations_than_can_be_read_are_grouped_unasked_and_the_file_names_all(client):
    with gathered():
        for _hub in range(10):
            partnership = PartnershipFactory()
            for _ in range(10):
                PartnerFactory(partnership=partnership)

    context = network(client).context

    assert [(node.label, node.number) for node in context["nodes"]] == [("Civil society, Kazakhstan", 100)]
    assert len(network(client, by="organisation").context["nodes"]) == 60
    assert len(table(client, "network")) == 100
