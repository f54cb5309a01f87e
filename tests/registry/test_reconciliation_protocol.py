"""The addresses of the service as OpenRefine uses them: manifest, data extension, suggestions, preview, other origins."""

from datetime import date

import pytest

from people.models import OrganisationTag
from places.models import Region
from publishing.models import PublicationState
from registry.reconciliation.vocabulary import FETCHED
from tests.people.factories import (
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
)
from tests.registry.reconciliation import ADDRESS, EXTENSION, MANIFEST, RESULTS, SUGGESTIONS, form, ids, valid

OPENREFINE = {"HTTP_ORIGIN": "http://127.0.0.1:3333"}


def suggested(api, kind, prefix, **parameters):
    return valid(api.get(f"{ADDRESS}suggest/{kind}/", {"prefix": prefix, **parameters}), SUGGESTIONS)["result"]


def values(api, organisation, *names):
    question = {"ids": [organisation.slug], "properties": [{"id": name} for name in names]}
    return valid(form(api, extend=question), EXTENSION)["rows"][organisation.slug]


def test_the_manifest_is_what_the_specification_says(api):
    manifest = valid(api.get(ADDRESS), MANIFEST)

    assert manifest["versions"] == ["0.2"]
    assert manifest["defaultTypes"] == [{"id": "organisation", "name": "Organisation"}]


def test_every_address_in_the_manifest_answers(api):
    organisation = OrganisationFactory()
    manifest = valid(api.get(ADDRESS), MANIFEST)
    services = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]

    addresses = [one["service_url"] + one["service_path"] for one in services]
    addresses += [manifest[name]["url"].replace("{{id}}", organisation.slug) for name in ("view", "preview")]

    assert [api.get(address).status_code for address in [*addresses, manifest["documentation"]]] == [200] * 7


def test_a_client_that_asks_for_a_language_is_led_on_in_it(api):
    manifest = valid(api.get(ADDRESS, {"lang": "kk"}), MANIFEST)

    assert manifest["suggest"]["entity"]["service_path"] == f"{ADDRESS}suggest/entity/?lang=kk"
    assert manifest["view"]["url"] == "http://testserver/kk/organisations/{{id}}/"
    assert manifest["preview"]["url"].endswith("/preview/{{id}}/?lang=kk")


def test_questions_are_taken_by_form_by_address_and_as_json(api):
    wanted = OrganisationFactory(name_en="Hope")
    questions = {"q0": {"query": "Hope", "limit": 6}}

    by_form = valid(form(api, queries=questions), RESULTS)
    by_address = valid(api.get(ADDRESS, {"queries": '{"q0": {"query": "Hope", "limit": 6}}'}), RESULTS)
    as_json = valid(api.post(ADDRESS, {"queries": questions}, format="json"), RESULTS)

    assert ids(by_form["q0"]["result"]) == [wanted.slug]
    assert by_form == by_address == as_json


def test_an_empty_batch_has_an_empty_answer(api):
    assert valid(form(api, queries={}), RESULTS) == {}


def whole_organisation():
    """An organisation of which everything is known that can be fetched."""
    organisation = OrganisationFactory(
        name_en="Hope",
        name_ru="Надежда",
        region=Region.objects.get(code="KZ-75"),
        founded_on=date(2005, 3, 1),
        status="active",
        website="https://hope.example.org",
    )
    OrganisationIdentifierFactory(organisation=organisation, scheme="KZ-BIN", value="050140000011")
    OrganisationNameFactory(organisation=organisation, text="Old Hope")
    OrganisationTagFactory(organisation=organisation, goal_id=6)
    OrganisationTag.objects.create(organisation=organisation, goal_id=6, target_id="6.5")
    return organisation


def test_properties_of_what_was_found_are_fetched(api):
    organisation = whole_organisation()

    found = values(api, organisation, *FETCHED)

    assert found == {
        "name": [{"str": "Hope"}],
        "other_names": [{"str": "Надежда"}, {"str": "Old Hope"}],
        "identifiers": [{"str": "KZ-BIN-050140000011"}],
        "country": [{"str": "Kazakhstan"}],
        "country_code": [{"str": "KZ"}],
        "region": [{"str": "Almaty"}],
        "region_code": [{"str": "KZ-75"}],
        "kind": [{"str": "National NGO"}],
        "status": [{"str": "Active"}],
        "website": [{"str": "https://hope.example.org"}],
        "founded": [{"date": "2005-03-01T00:00:00Z"}],
        "goals": [{"int": 6}],
    }


def test_what_is_not_known_hidden_or_not_there_has_no_values(api):
    bare = OrganisationFactory()
    hidden = OrganisationFactory(name_en="Secret", publication_state=PublicationState.DRAFT)
    question = {"ids": [bare.slug, hidden.slug, "nobody"], "properties": [{"id": "name"}, {"id": "founded"}]}

    answer = valid(form(api, extend=question), EXTENSION)

    assert answer["rows"] == {
        bare.slug: {"name": [{"str": bare.name_en}], "founded": []},
        hidden.slug: {"name": [], "founded": []},
        "nobody": {"name": [], "founded": []},
    }
    assert answer["meta"] == [{"id": "name", "name": "Name"}, {"id": "founded", "name": "Founded"}]


def test_the_id_of_a_merged_organisation_gives_the_values_of_the_kept_one(api):
    kept = OrganisationFactory(name_en="Kept")
    merged = OrganisationFactory(name_en="Merged", merged_into=kept, publication_state=PublicationState.ARCHIVED)

    assert values(api, merged, "name") == {"name": [{"str": "Kept"}]}


def test_fetching_costs_as_many_queries_for_thirty_as_for_one(api, flat_queries):
    slugs = []

    def make():
        organisation = OrganisationFactory(region=Region.objects.get(code="KZ-75"))
        OrganisationTagFactory(organisation=organisation)
        slugs.append(organisation.slug)

    def fetch():
        form(api, extend={"ids": slugs, "properties": [{"id": "region"}, {"id": "goals"}]})

    flat_queries(make, fetch)


def test_names_are_suggested_by_their_beginning_number_and_id(api):
    wanted = OrganisationFactory(name_en="Hopeful Valley", slug="valley")
    OrganisationIdentifierFactory(organisation=wanted, scheme="KZ-BIN", value="050140000011")
    OrganisationFactory(name_en="Steppe")

    found = [suggested(api, "entity", prefix) for prefix in ("hopef", "Хопефул", "valley", "050140000011", "")]

    assert [ids(one) for one in found] == [["valley"], ["valley"], ["valley"], ["valley"], []]
    assert found[0][0]["notable"] == [{"id": "22", "name": "National NGO"}]


def test_names_that_begin_so_come_first_and_the_rest_by_cursor(api):
    OrganisationFactory(name_en="Great Hope", slug="great")
    OrganisationFactory(name_en="Hope and Light", slug="light")
    OrganisationFactory(name_en="Hope", slug="hope-itself")

    assert ids(suggested(api, "entity", "hope")) == ["hope-itself", "light", "great"]
    assert ids(suggested(api, "entity", "hope", cursor=2)) == ["great"]
    assert suggested(api, "entity", "hope", cursor="9" * 30) == []


def test_hidden_organisations_are_not_suggested(api):
    OrganisationFactory(name_en="Secret Hope", slug="secret", publication_state=PublicationState.DRAFT)

    assert suggested(api, "entity", "secret") == []


def test_suggesting_costs_as_many_queries_for_thirty_as_for_one(api, flat_queries):
    flat_queries(lambda: OrganisationFactory(name_en="Hope"), suggested, api, "entity", "hope")


def test_types_and_properties_are_suggested(api):
    assert suggested(api, "type", "government")[0] == {"id": "10", "name": "Government"}
    assert suggested(api, "type", "22") == [{"id": "22", "name": "National NGO"}]
    assert suggested(api, "property", "reg") == [{"id": "region", "name": "Region"}]
    assert len(suggested(api, "property", "")) == 7


def test_suggestions_take_no_offence_at_what_clients_send_along(api):
    assert suggested(api, "property", "reg", type="22", type_strict="any", limit="5", _="1732531200000")


def test_properties_to_fetch_are_proposed(api):
    answer = api.get(f"{ADDRESS}properties/", {"type": "22", "limit": 2}).json()

    assert answer == {
        "type": "22",
        "limit": 2,
        "properties": [{"id": "name", "name": "Name"}, {"id": "other_names", "name": "Other names"}],
    }


def test_a_preview_may_stand_in_a_frame_of_any_site_and_runs_nothing(client):
    organisation = OrganisationFactory(name_en='Hope <b>"&', slug="hope", status="active")
    OrganisationIdentifierFactory(organisation=organisation, scheme="KZ-BIN", value="050140000011")

    response = client.get(f"{ADDRESS}preview/hope/")

    assert response.status_code == 200
    assert "Hope &lt;b&gt;&quot;&amp;" in response.text
    assert "KZ-BIN-050140000011" in response.text
    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "<script" not in response.text
    assert "<form" not in response.text


def test_no_other_page_may_stand_in_a_frame(client):
    response = client.get(OrganisationFactory().get_absolute_url())

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_preview_speaks_the_language_asked_for(client):
    OrganisationFactory(name_en="Hope", name_kk="Үміт", slug="hope")

    response = client.get(f"{ADDRESS}preview/hope/", {"lang": "kk"})

    assert '<html lang="kk"' in response.text
    assert "Үміт" in response.text


@pytest.mark.parametrize("slug", ["secret", "nobody"])
def test_there_is_no_preview_of_what_is_hidden_or_not_there(client, slug):
    OrganisationFactory(name_en="Secret", slug="secret", publication_state=PublicationState.DRAFT)

    response = client.get(f"{ADDRESS}preview/{slug}/")

    assert response.status_code == 404
    assert "Secret" not in response.text


def test_a_preview_of_a_merged_organisation_is_that_of_the_kept_one(client):
    kept = OrganisationFactory(name_en="Kept")
    OrganisationFactory(name_en="Merged", slug="merged", merged_into=kept)

    assert "Kept" in client.get(f"{ADDRESS}preview/merged/").text


@pytest.mark.parametrize("path", ["", "suggest/entity/?prefix=hope", "suggest/type/?prefix=", "properties/?type=22"])
def test_pages_of_any_origin_may_read_the_answers(client, path):
    response = client.get(f"{ADDRESS}{path}", **OPENREFINE)

    assert response["Access-Control-Allow-Origin"] in ("*", "http://127.0.0.1:3333")
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_pages_of_any_origin_may_send_questions_as_json(client):
    asks_first = {"HTTP_ACCESS_CONTROL_REQUEST_METHOD": "POST", "HTTP_ACCESS_CONTROL_REQUEST_HEADERS": "content-type"}

    response = client.options(ADDRESS, **asks_first, **OPENREFINE)

    assert response["Access-Control-Allow-Origin"] in ("*", "http://127.0.0.1:3333")
    assert "content-type" in response["Access-Control-Allow-Headers"]


def test_the_rest_of_the_api_stays_closed_to_other_origins(client):
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/organisations/", **OPENREFINE).headers


def test_asking_too_often_is_told_as_everywhere_in_the_api(api, settings):
    rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "anon": "1/min"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}

    first, second = form(api, queries={}), form(api, queries={})

    assert (first.status_code, second.status_code) == (200, 429)
    assert second["Retry-After"]
