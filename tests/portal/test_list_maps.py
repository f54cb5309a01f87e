"""Lists as maps of the regions: each number is that of the list which it leads to, under all the other filters."""

import pytest
from django.urls import reverse

from places.models import Region
from publishing.gathering import gathered
from tests.events.factories import EventFactory
from tests.partnerships.factories import CommitmentFactory, PartnershipFactory
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}
ASTANA, ALMATY, OSH = "KZ-71", "KZ-75", "KG-O"
# How each list is narrowed besides.
LISTS = {"events": {"kind": "hearing"}, "partnerships": {"kind": "grant"}, "commitments": {"side": "civil"}}


def region(code):
    return Region.objects.get(code=code)


def event(*codes, **fields):
    place = PlaceFactory(region=region(codes[0])) if codes else None
    return EventFactory(place=place, **{"kind": "hearing", **fields})


def partnership(*codes, **fields):
    row = PartnershipFactory(**{"kind": "grant", **fields})
    row.regions.set(map(region, codes))
    return row


@pytest.fixture
def world(db):
    """Of each noun two rows in Astana and one without a region; in Almaty and Osh what is hidden or of another kind."""
    with gathered():
        for make in (event, partnership):
            for codes, fields in (((ASTANA,), {}), ((ASTANA,), {}), ((), {}), ((ALMATY,), DRAFT)):
                make(*codes, **fields)
        event(OSH, kind="forum")
        partnership(OSH, kind="memorandum")
        commitments()


def commitments():
    civil, state = OrganisationFactory(region=region(ALMATY)), OrganisationFactory(region=region(OSH), kind="10")
    alone = OrganisationFactory(region=region(ASTANA))
    CommitmentFactory(partnership=partnership(ASTANA, kind="memorandum"), owner=civil)
    CommitmentFactory(owner=alone)
    CommitmentFactory(owner=OrganisationFactory())
    CommitmentFactory(owner=civil, **DRAFT)
    CommitmentFactory(owner=civil, partnership=partnership(OSH, **DRAFT))
    CommitmentFactory(owner=OrganisationFactory(region=region(OSH), **DRAFT))
    CommitmentFactory(owner=state)


@pytest.mark.parametrize("name", LISTS)
def test_a_tile_counts_what_is_public_under_the_same_filters_and_leads_to_exactly_that(client, api, world, name):
    address, asked = f"/en/{name}/", LISTS[name]

    found = client.get(address, {**asked, "view": "map"}).context["region_map"]

    assert {tile.code: tile.number for tile in found.tiles if tile.number} == {ASTANA: 2}
    assert found.nowhere == 1
    assert found.sentence() == (
        "Most are in Astana (Kazakhstan): 2. In 53 regions of 54 there are none. Without a known region: 1."
    )
    full, empty = (next(tile for tile in found.tiles if bool(tile.number) is full) for full in (True, False))
    assert [len(client.get(address + tile.url).context["object_list"]) for tile in (full, empty)] == [2, 0]
    assert api.get(f"/api/v1/{name}/", {**asked, "region": ASTANA}).json()["count"] == 2
    assert len({tile.url for tile in found.tiles}) == 54


@pytest.mark.parametrize(("name", "drafts"), [("events", {}), ("partnerships", {OSH: 1}), ("commitments", {OSH: 2})])
def test_a_region_that_is_chosen_does_not_empty_the_others_and_staff_count_drafts(
    client, editor_client, world, name, drafts
):
    def numbers(reader):
        page = reader.get(f"/en/{name}/", {"view": "map", "region": OSH, **LISTS[name]})
        return {tile.code: tile.number for tile in page.context["region_map"].tiles if tile.number}

    assert numbers(client) == {ASTANA: 2}
    assert numbers(editor_client) == {ASTANA: 2, ALMATY: 1, **drafts}


@pytest.mark.parametrize("name", LISTS)
def test_a_map_of_nothing_says_so_and_one_of_rows_without_regions_too(client, name):
    assert "region_map" not in client.get(f"/en/{name}/", {"view": "map"}).text
    {"events": EventFactory, "partnerships": PartnershipFactory, "commitments": CommitmentFactory}[name]()

    assert "No region is known of any of these." in client.get(f"/en/{name}/", {"view": "map"}).text


@pytest.mark.parametrize("name", LISTS)
def test_a_map_costs_as_many_queries_with_thirty_rows_as_with_one(client, flat_queries, name):
    def row():
        if name == "events":
            event(ASTANA)
        else:
            CommitmentFactory(partnership=partnership(ASTANA, ALMATY))

    flat_queries(row, client.get, f"/en/{name}/", {"view": "map"}, at_most=14)


def test_bodies_are_on_a_map_of_their_seats_too(client):
    for code, fields in ((ASTANA, {}), (ASTANA, {}), (OSH, DRAFT), (ALMATY, {"kind": "10"})):
        OrganisationFactory(region=region(code), **{"kind": "body", **fields})
    address = reverse("people:bodies")

    found = client.get(address, {"view": "map"}).context["region_map"]

    assert {tile.code: tile.number for tile in found.tiles if tile.number} == {ASTANA: 2}
    assert len(client.get(address, {"region": ASTANA}).context["object_list"]) == 2
    assert list(client.get(address, {"region": ALMATY}).context["object_list"]) == []
    assert f"{address}?view=map" in client.get(reverse("pictures:index")).text
