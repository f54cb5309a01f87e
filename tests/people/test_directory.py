"""The list of organisations: choices in the address, numbers beside them, orders and views."""

import re
from itertools import chain

import pytest
from django.urls import reverse

from places.models import Region
from tests.events.factories import AppearanceFactory, SessionFactory
from tests.people.factories import GroupFactory, OrganisationFactory, OrganisationTagFactory

pytestmark = pytest.mark.django_db
DIRECTORY = "/en/organisations/"


def names(response):
    return [row.name_en for row in response.context["object_list"]]


def shown(response, facet):
    """What the form offers of a facet, as {token: number}."""
    found = next(one for one in response.context["facets"] if one["name"] == facet)
    return {option["token"]: option["number"] for option in found["options"]}


def astana():
    return Region.objects.get(code="KZ-71")


def test_choices_are_combined_from_the_address(client):
    wanted = OrganisationFactory(name_en="Wanted", country="KZ", status="active", region=astana())
    OrganisationTagFactory(organisation=wanted, goal_id=6)
    OrganisationFactory(country="KZ", status="active")
    OrganisationFactory(country="KG", status="active")

    response = client.get(DIRECTORY, {"country": ["KZ", "KG"], "goal": "6", "region": "KZ-71", "status": "active"})

    assert names(response) == ["Wanted"]
    assert response.context["count"] == "1 organisation"
    assert [chip["label"] for chip in response.context["chips"]] == [
        "Kazakhstan", "Kyrgyzstan", "Astana", "6. Clean water and sanitation", "Active",
    ]  # fmt: skip


def test_numbers_beside_the_choices_follow_what_is_chosen(client):
    OrganisationFactory(country="KZ", status="active")
    OrganisationFactory(country="KZ", status="suspended")
    OrganisationFactory(country="KG", status="active")

    response = client.get(DIRECTORY, {"country": "KZ"})

    assert shown(response, "country") == {"KZ": "2", "KG": "1"}
    assert shown(response, "status") == {"active": "1", "suspended": "1"}


def test_nothing_hidden_is_counted_or_offered(client):
    OrganisationFactory(country="KZ")
    OrganisationFactory(
        country="TJ", publication_state="draft", status="suspended", region=Region.objects.get(code="TJ-DU")
    )

    response = client.get(DIRECTORY)

    assert shown(response, "country") == {"KZ": "1"}
    assert "TJ-DU" not in response.text
    assert "Suspended" not in response.text


def test_a_choice_that_fits_nothing_stays_where_it_can_be_taken_back(client):
    OrganisationFactory(country="KZ")

    response = client.get(DIRECTORY, {"country": "UZ"})

    assert names(response) == []
    assert shown(response, "country") == {"KZ": "1", "UZ": "0"}
    assert "Nothing matches what you chose" in response.text


def test_a_choice_that_does_not_exist_is_told_and_ignored(client):
    OrganisationFactory(name_en="Only one", country="KZ")

    response = client.get(DIRECTORY, {"country": "XX"})

    assert names(response) == ["Only one"]
    assert "XX is not one of the available choices" in response.text


def test_targets_are_offered_once_their_goal_is_chosen(client):
    OrganisationTagFactory(goal_id=6, target_id="6.5")
    OrganisationTagFactory(goal_id=5, target_id="5.1")

    assert "target" not in [facet["name"] for facet in client.get(DIRECTORY).context["facets"]]
    assert shown(client.get(DIRECTORY, {"goal": "6"}), "target") == {"6.5": "1"}


def test_thousands_are_counted_as_the_language_writes_them(client, monkeypatch):
    OrganisationFactory(country="KZ")
    monkeypatch.setattr("people.facets.selection.Selection.count", 18_204)

    assert client.get(DIRECTORY).context["count"] == "18,204 organisations"


def test_a_search_shows_the_best_match_first_and_can_be_put_in_the_order_of_names(client):
    OrganisationFactory(name_en="Aral farmers", description_en="They share water")
    OrganisationFactory(name_en="Zarafshan water union")
    OrganisationFactory(name_en="Foresters")

    assert names(client.get(DIRECTORY, {"q": "water"})) == ["Zarafshan water union", "Aral farmers"]
    assert names(client.get(DIRECTORY, {"q": "water", "sort": "name"})) == ["Aral farmers", "Zarafshan water union"]


def test_the_newest_come_first_when_asked_for(client):
    for name in ("B", "C", "A"):
        OrganisationFactory(name_en=name)

    assert names(client.get(DIRECTORY, {"sort": "newest"})) == ["A", "C", "B"]


def test_the_most_active_are_those_with_most_public_rows(client):
    idle, busy, hidden = (OrganisationFactory(name_en=name) for name in ("Idle", "Busy", "Behind the scenes"))
    AppearanceFactory(organisation=busy)
    draft = SessionFactory(publication_state="draft")
    AppearanceFactory(organisation=hidden, session=draft)
    AppearanceFactory(organisation=hidden, session=draft)

    listed = names(client.get(DIRECTORY, {"sort": "active"}))

    assert listed[0] == "Busy"
    assert listed.index("Idle") < listed.index("Behind the scenes") == 2 - (idle.pk > hidden.pk)


@pytest.mark.parametrize("sort", ["name", "active", "newest", "relevance"])
def test_every_order_is_paged_forwards_and_back_without_loss(client, monkeypatch, sort):
    monkeypatch.setattr("people.directory.OrganisationList.page_size", 2)
    for number in range(5):
        AppearanceFactory(organisation=OrganisationFactory(name_en=f"Union {number}", description_en="Union"))
    whole = names(client.get(DIRECTORY, {"sort": sort, "q": "union", "page": "1"}))
    response, forwards, backwards = client.get(DIRECTORY, {"sort": sort, "q": "union"}), [], []

    while True:
        forwards.append(names(response))
        if not response.context["next_url"]:
            break
        response = client.get(DIRECTORY + response.context["next_url"])
    while True:
        backwards.insert(0, names(response))
        if not response.context["previous_url"]:
            break
        response = client.get(DIRECTORY + response.context["previous_url"])

    assert whole == forwards[0]
    assert sorted(chain(*forwards)) == [f"Union {number}" for number in range(5)]
    assert list(chain(*backwards)) == list(chain(*forwards))


@pytest.mark.parametrize("mark", ["x", "9~9", "0~99999999999999999999", "0~1099511627775", "~", "1", "0~-1", "\x00~1"])
@pytest.mark.parametrize("sort", ["newest", "active", "name"])
def test_a_broken_cursor_begins_at_the_first_page(client, sort, mark):
    OrganisationFactory(name_en="Only one")

    response = client.get(DIRECTORY, {"sort": sort, "after": mark})

    assert response.status_code == 200


def test_the_table_shows_the_same_rows(client):
    OrganisationFactory(name_en="Tabled", region=astana())

    page = client.get(DIRECTORY, {"view": "table"}).text

    assert "<table>" in page
    assert re.search(r'<th scope="row"><a href="[^"]+">Tabled</a>', page)


def test_the_map_counts_each_region_as_chosen_and_each_tile_leads_to_its_list(client):
    OrganisationFactory(region=astana(), country="KZ", status="active")
    OrganisationFactory(region=astana(), country="KZ", status="suspended")
    OrganisationFactory(status="active")
    OrganisationFactory(region=astana(), publication_state="draft", status="active")

    response = client.get(DIRECTORY, {"view": "map", "status": "active"})

    found = response.context["region_map"]
    tile = next(tile for tile in found.tiles if tile.code == "KZ-71")
    assert (len(found.tiles), tile.number, tile.shade, found.nowhere) == (54, 1, 5, 1)
    assert len(names(client.get(DIRECTORY + tile.url))) == 1
    assert "Most are in Astana (Kazakhstan): 1. In 53 regions of 54 there are none." in response.text


def test_views_and_orders_keep_what_is_chosen(client):
    OrganisationFactory(country="KZ")

    context = client.get(DIRECTORY, {"country": "KZ", "view": "table", "sort": "newest", "after": "0~1"}).context

    assert [view["url"] for view in context["views"]] == [
        "?country=KZ&sort=newest",
        "?country=KZ&sort=newest&view=table",
        "?country=KZ&sort=newest&view=map",
    ]
    assert context["sorts"][0]["url"] == "?country=KZ&view=table&sort=name"
    assert context["kept"] == {"view": "table", "sort": "newest"}


@pytest.mark.parametrize("view", ["list", "table", "map"])
def test_the_directory_costs_the_same_for_thirty_organisations(client, flat_queries, view):
    group = GroupFactory()

    def make_row():
        organisation = OrganisationFactory(region=astana(), country="KZ")
        organisation.groups.add(group)
        OrganisationTagFactory(organisation=organisation, goal_id=6)

    flat_queries(make_row, client.get, DIRECTORY, {"view": view, "country": "KZ", "goal": "6"}, at_most=19)


def test_the_api_counts_and_pages_what_is_chosen(api):
    for number in range(3):
        OrganisationFactory(name_en=f"Union {number}", country="KZ")
    OrganisationFactory(country="KG")
    OrganisationFactory(country="KZ", publication_state="draft")

    answer = api.get(reverse("api:organisations-list"), {"country": "KZ", "page_size": 2, "lang": "en"}).json()
    second = api.get(answer["next"]).json()

    assert answer["count"] == 3
    assert [row["name"] for row in [*answer["results"], *second["results"]]] == ["Union 0", "Union 1", "Union 2"]
