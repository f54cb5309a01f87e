"""The OpenAPI document is valid, says the truth (test_api_walk.py), and stands as a page under our policy."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from openapi_spec_validator import validate

from config.api import ENDPOINTS
from config.api_views import openapi_document


def test_the_document_is_made_without_a_warning(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))


def test_the_document_is_valid_openapi(client):
    response = client.get(reverse("api:schema"))

    document = json.loads(response.content)
    assert (response.status_code, document["openapi"]) == (200, "3.1.0")
    validate(document)


def test_every_operation_has_a_summary_and_a_name_of_its_own():
    operations = [one for methods in openapi_document("en")["paths"].values() for one in methods.values()]

    names = [operation["operationId"] for operation in operations]
    assert [operation["operationId"] for operation in operations if not operation.get("summary")] == []
    assert len(set(names)) == len(names)


def test_the_document_speaks_the_readers_language(client):
    answer = client.get(reverse("api:schema"), {"lang": "ru"})

    assert answer["Content-Language"] == "ru"


def test_the_documentation_tells_of_every_address_and_field(client):
    page = client.get(reverse("api:docs")).content.decode()

    assert [name for name in ENDPOINTS if f'id="{name}"' not in page] == []
    assert "/api/v1/events/{slug}/publish/" in page
    assert "<code>attendance_mode</code>" in page
    assert "curl" in page


@pytest.mark.parametrize("language", ["kk", "ru", "en", "tg"])
def test_the_documentation_is_shown_in_the_language_that_is_asked_for(client, language):
    response = client.get(reverse("api:docs"), {"lang": language})

    assert response.status_code == 200
    assert f'href="?lang={language}" lang="{language}"' in response.content.decode()
