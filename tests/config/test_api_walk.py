"""What holds for every endpoint of the router, whichever noun it shows."""

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator

from config.api import ENDPOINTS
from config.api_views import openapi_document
from publishing.reading import identity_of
from tests.config.api_rows import ROWS


@pytest.fixture(scope="session")
def document():
    return openapi_document("en")


def listing(name):
    return reverse(f"api:{name}-list")


def detail(name, row):
    field = identity_of(type(row))
    return reverse(f"api:{name}-detail", args=[getattr(row, field)])


def check_answer(document, path, data):
    """Raise unless `data` is what the OpenAPI document says of a GET of `path`."""
    content = document["paths"][path]["get"]["responses"]["200"]["content"]
    schema = {**content["application/json"]["schema"], "components": document["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("language", ["en", "all"])
def test_list_and_detail_are_what_the_openapi_document_says(api, document, name, language):
    row = ROWS[name]()

    many = api.get(listing(name), {"lang": language})
    one = api.get(detail(name, row), {"lang": language})

    assert (many.status_code, one.status_code) == (200, 200)
    check_answer(document, f"/api/v1/{name}/", many.json())
    check_answer(document, f"/api/v1/{name}/{{{identity_of(type(row))}}}/", one.json())
    assert one.json() in many.json()["results"]


@pytest.mark.parametrize("name", ENDPOINTS)
def test_what_staff_see_is_what_the_openapi_document_says(api_as_editor, document, name):
    row = ROWS[name]()

    shown = api_as_editor.get(detail(name, row)).json()

    check_answer(document, f"/api/v1/{name}/{{{identity_of(type(row))}}}/", shown)


def read_by_page_and_by_cursor(api, address):
    api.get(address)
    api.get(address, {"cursor": ""})


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_list_takes_as_many_queries_for_thirty_rows_as_for_one(api, flat_queries, name):
    flat_queries(ROWS[name], read_by_page_and_by_cursor, api, listing(name), at_most=2 * 12)


@pytest.mark.parametrize("name", ENDPOINTS)
def test_no_list_takes_more_than_twelve_queries(api, count_queries, name):
    ROWS[name]()

    assert count_queries(api.get, listing(name)) <= 12
