"""Bodies and headers that nobody should send: refused in one shape, never a 500."""

import json

import pytest

from tests.config.test_api_reading import problem
from tests.events.factories import EventFactory

GROUPS = "/api/v1/groups/"


def sent(api, body, content_type="application/json"):
    return api.generic("POST", GROUPS, body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "",
        "null",
        "[]",
        '"text"',
        '{"name": NaN}',
        '{"name": "a\\u0000b"}',
        '{"name": "\\ud800"}',
        '{"a\\u0000b": 1}',
        "[" * 20_000,
        "[" * 20_000 + "]" * 20_000,
        '{"name": ' + "[" * 21 + "]" * 21 + "}",
        '{"name": ' + "9" * 5000 + "}",
        b'{"name": "\xff\xfe"}',
        b"\x00",
    ],
    ids=range(15),
)
def test_a_body_that_is_no_sensible_json_object_is_refused(api_as_editor, body):
    status, code, _attr = problem(sent(api_as_editor, body))

    assert (status, code) in [(400, "parse_error"), (400, "required"), (400, "invalid")]


def test_a_body_in_an_unknown_charset_is_read_as_utf_8(api_as_editor):
    assert sent(api_as_editor, '{"name": "Кыз"}', "application/json; charset=klingon").status_code == 201


def test_a_body_that_is_not_json_is_not_read(api_as_editor):
    assert problem(sent(api_as_editor, "<group/>", "application/xml"))[:2] == (415, "unsupported_media_type")


def test_a_body_beyond_all_reason_is_not_read(api_as_editor):
    body = json.dumps({"name": "a" * 1_000_001})

    assert problem(sent(api_as_editor, body)) == (413, "too_large", None)


@pytest.mark.parametrize("token", ["", "a b", "x", "é".encode(), b"\xff\xff", "0" * 64, "\x00" * 20, "9" * 3000])
def test_what_is_no_token_does_not_sign_in(api, token):
    header = b"Token " + (token if isinstance(token, bytes) else token.encode())

    response = api.get(GROUPS, headers={"Authorization": header.decode("latin-1")})

    assert problem(response) == (401, "authentication_failed", None)
    assert response["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize(
    "path", ["events/%00/", "events/%FF/", "events/..%2F..%2Fetc/", "memberships/١/", "events/a b/"]
)
def test_an_odd_address_is_not_found(api, path):
    assert api.get(f"/api/v1/{path}").status_code == 404


def test_a_method_that_is_not_there_is_refused(api_as_editor):
    event = EventFactory()

    assert problem(api_as_editor.put(f"/api/v1/events/{event.slug}/", {})) == (405, "method_not_allowed", None)
    assert problem(api_as_editor.options("/api/v1/events/")) == (405, "method_not_allowed", None)


def test_an_odd_parameter_is_named_in_the_answer_as_far_as_it_can_be(api):
    response = api.get(GROUPS + "?" + "x" * 3000 + "%00%FF=1")

    assert response.status_code == 400
    assert len(response.json()["errors"][0]["attr"]) == 60


def test_whoever_asks_too_often_is_told_when_to_come_again(api, settings):
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {"anon": "2/min", "user": "3/min", "sign_in": "1/min"},
    }
    api.get(GROUPS)
    api.get(GROUPS)

    refused = api.get(GROUPS)

    assert problem(refused) == (429, "throttled", None)
    assert 0 < int(refused["Retry-After"]) <= 60
