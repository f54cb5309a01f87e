"""What no client should send to the service: refused with a code and the place, never a 500."""

import json

import pytest

from registry.reconciliation.vocabulary import COMPARED
from tests.config.test_api_reading import problem
from tests.people.factories import OrganisationFactory
from tests.registry.reconciliation import ADDRESS, form

DEEP = "[" * 20_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "parse_error"),
        ("", "parse_error"),
        (DEEP, "parse_error"),
        (DEEP + "]" * 20_000, "parse_error"),
        ('{"q0": ' + "[" * 21 + "]" * 21 + "}", "parse_error"),
        ('{"q0": {"query": "a\\u0000b"}}', "parse_error"),
        ('{"q0": {"query": "\\ud800"}}', "parse_error"),
        ('{"q0": {"query": "a", "limit": NaN}}', "parse_error"),
        ('{"q0": {"query": "a", "limit": ' + "9" * 5000 + "}}", "parse_error"),
        ("a\x00b", "parse_error"),
        ("[]", "invalid"),
        ("null", "invalid"),
        ('"text"', "invalid"),
        ("5", "invalid"),
    ],
    ids=range(14),
)
@pytest.mark.parametrize("field", ["queries", "extend"])
def test_what_is_no_sensible_json_object_is_refused(api, field, text, code):
    assert problem(form(api, **{field: text})) == (400, code, field)


@pytest.mark.parametrize(
    ("question", "code", "place"),
    [
        (None, "invalid", ""),
        ([], "invalid", ""),
        ("Hope", "invalid", ""),
        ({}, "required", ".query"),
        ({"query": ""}, "required", ".query"),
        ({"query": 5}, "invalid", ".query"),
        ({"query": ["Hope"]}, "invalid", ".query"),
        ({"query": "Hope", "callback": "x"}, "unknown_field", ".callback"),
        ({"query": "Hope", "limit": 0}, "invalid", ".limit"),
        ({"query": "Hope", "limit": "5"}, "invalid", ".limit"),
        ({"query": "Hope", "limit": True}, "invalid", ".limit"),
        ({"query": "Hope", "limit": 1.5}, "invalid", ".limit"),
        ({"query": "Hope", "limit": None}, "invalid", ".limit"),
        ({"query": "Hope", "type": "/people/person"}, "unknown_type", ".type"),
        ({"query": "Hope", "type": [5]}, "unknown_type", ".type"),
        ({"query": "Hope", "type": [["22"]]}, "unknown_type", ".type"),
        ({"query": "Hope", "type": None}, "unknown_type", ".type"),
        ({"query": "Hope", "type_strict": "perhaps"}, "invalid_choice", ".type_strict"),
        ({"query": "Hope", "type_strict": []}, "invalid_choice", ".type_strict"),
        ({"query": "Hope", "properties": {}}, "invalid", ".properties"),
        ({"query": "Hope", "properties": [5]}, "invalid", ".properties.0"),
        ({"query": "Hope", "properties": [{"pid": "region"}]}, "invalid", ".properties.0"),
        ({"query": "Hope", "properties": [{"pid": "colour", "v": "x"}]}, "unknown_property", ".properties.0.pid"),
        ({"query": "Hope", "properties": [{"pid": [], "v": "x"}]}, "unknown_property", ".properties.0.pid"),
        ({"query": "Hope", "properties": [{"pid": "region", "v": None}]}, "invalid", ".properties.0.v"),
        ({"query": "Hope", "properties": [{"pid": "region", "v": [["x"]]}]}, "invalid", ".properties.0.v"),
        ({"query": "Hope", "properties": [{"pid": "region", "v": {"name": "x"}}]}, "invalid", ".properties.0.v"),
        ({"query": "Hope", "properties": [{"pid": "region", "v": ["x"] * 21}]}, "too_many", ".properties.0.v"),
        ({"query": "Hope", "properties": [{"pid": "region", "v": "x"}] * 21}, "too_many", ".properties"),
    ],
)
def test_a_question_of_another_shape_is_refused_at_its_place(api, question, code, place):
    assert problem(form(api, queries={"q0": question})) == (400, code, f"queries.q0{place}")


def test_ten_thousand_questions_at_a_time_are_too_many(api):
    questions = {f"q{number}": {"query": "a"} for number in range(10_000)}

    assert problem(form(api, queries=questions)) == (400, "too_many", "queries")
    assert problem(api.post(ADDRESS, {"queries": questions}, format="json")) == (400, "too_many", "queries")


@pytest.mark.parametrize(
    ("question", "code", "place"),
    [
        ({}, "invalid", ".ids"),
        ({"ids": "hope", "properties": []}, "invalid", ".ids"),
        ({"ids": [5], "properties": []}, "invalid", ".ids"),
        ({"ids": ["x"] * 201, "properties": []}, "too_many", ".ids"),
        ({"ids": [], "properties": "name"}, "invalid", ".properties"),
        ({"ids": [], "properties": ["name"]}, "unknown_property", ".properties"),
        ({"ids": [], "properties": [{"id": "colour"}]}, "unknown_property", ".properties"),
        ({"ids": [], "properties": [{"id": {}}]}, "unknown_property", ".properties"),
        ({"ids": [], "properties": [{"id": "name"}] * 21}, "too_many", ".properties"),
    ],
)
def test_an_extension_of_another_shape_is_refused_at_its_place(api, question, code, place):
    assert problem(form(api, extend=question)) == (400, code, f"extend{place}")


def test_a_body_without_a_question_is_refused(api):
    assert problem(form(api, nothing="x")) == (400, "required", "queries")
    assert problem(api.post(ADDRESS, {}, format="json")) == (400, "required", "queries")


def test_a_body_beyond_all_reason_is_not_read(api):
    text = json.dumps({"q0": {"query": "a" * 1_000_001}})

    assert problem(form(api, queries=text)) == (413, "too_large", None)


def test_a_body_of_another_kind_is_not_read(api):
    answer = api.generic("POST", ADDRESS, "<queries/>", content_type="application/xml")

    assert problem(answer)[:2] == (415, "unsupported_media_type")


def test_bytes_that_are_no_text_are_refused(api):
    answer = api.generic("POST", ADDRESS, b"queries=\xff\xfe%ff", content_type="application/x-www-form-urlencoded")

    assert problem(answer)[0] == 400


def test_script_tags_of_the_old_protocol_are_not_served(api):
    assert problem(api.get(ADDRESS, {"callback": "jsonp123"})) == (400, "unknown_parameter", "callback")


@pytest.mark.parametrize("cursor", ["-1", "x", "1.5", "²", "٣"])
def test_a_cursor_that_is_no_number_is_refused(api, cursor):
    answer = api.get(f"{ADDRESS}suggest/entity/", {"prefix": "hope", "cursor": cursor})

    assert problem(answer) == (400, "invalid", "cursor")


@pytest.mark.parametrize("path", ["suggest/entity/", "suggest/type/", "suggest/property/"])
def test_a_prefix_no_database_can_hold_is_refused(api, path):
    assert problem(api.get(f"{ADDRESS}{path}", {"prefix": "a\x00b"})) == (400, "invalid", "prefix")


@pytest.mark.parametrize(
    "text", ['"', "*", "( OR", "NEAR/2", "а" * 5000, "«»", "%%", "\\", "🙂", "-", "ОО", "1" * 60, "\u202e", "' --"]
)
def test_no_text_is_an_error(api, text):
    OrganisationFactory(name_en="Hope")

    answer = form(api, queries={"q0": {"query": text, "properties": [{"pid": name, "v": text} for name in COMPARED]}})

    assert answer.status_code == 200
    assert api.get(f"{ADDRESS}suggest/entity/", {"prefix": text}).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_can_be_written(api_as_editor, method):
    assert problem(getattr(api_as_editor, method)(ADDRESS))[:2] == (405, "method_not_allowed")
