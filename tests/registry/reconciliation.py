"""The published shape of the answers of version 0.2, as JSON schemas, and how a client asks."""

import json
from urllib.parse import urlencode

from jsonschema import Draft202012Validator

ADDRESS = "/api/v1/reconcile/"
TEXT = {"type": "string"}
NAMED = {"type": "object", "properties": {"id": TEXT, "name": TEXT, "description": TEXT}, "required": ["id", "name"]}
TYPES = {"type": "array", "items": NAMED}
WITH_ID = {"type": "string", "pattern": r".*\{\{id\}\}.*"}
SERVICE = {"type": "object", "properties": {"service_url": TEXT, "service_path": TEXT}, "additionalProperties": False}

MANIFEST = {
    "type": "object",
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": {"type": "string", "format": "uri"},
        "schemaSpace": {"type": "string", "format": "uri"},
        "documentation": TEXT,
        "logo": TEXT,
        "serviceVersion": TEXT,
        "batchSize": {"type": "integer", "minimum": 1},
        "defaultTypes": {**TYPES, "uniqueItems": True},
        "view": {"type": "object", "properties": {"url": WITH_ID}, "required": ["url"]},
        "preview": {
            "type": "object",
            "properties": {"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}},
            "required": ["url", "width", "height"],
        },
        "suggest": {
            "type": "object",
            "properties": dict.fromkeys(("entity", "property", "type"), SERVICE),
            "additionalProperties": False,
        },
        "extend": {
            "type": "object",
            "properties": {"propose_properties": SERVICE, "property_settings": {"type": "array"}},
            "additionalProperties": False,
        },
    },
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "additionalProperties": False,
}
CANDIDATE = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "name": {"type": "string", "minLength": 1},
        "description": TEXT,
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "type": TYPES,
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": TEXT, "value": {"type": ["boolean", "number"]}},
                "required": ["id", "value"],
            },
        },
    },
    "required": ["id", "name", "score"],
    "additionalProperties": False,
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
        "required": ["result"],
        "additionalProperties": False,
    },
}
DATE_AND_TIME = (
    r"^\d{4}-(1[0-2]|0[1-9])-(3[01]|0[1-9]|[12]\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$"
)
VALUE = {
    "oneOf": [
        {"type": "object", "properties": {name: schema}, "required": [name], "additionalProperties": False}
        for name, schema in {
            "str": TEXT,
            "int": {"type": "integer"},
            "float": {"type": "number"},
            "date": {"type": "string", "pattern": DATE_AND_TIME},
        }.items()
    ]
}
EXTENSION = {
    "type": "object",
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": VALUE}},
        },
    },
    "required": ["meta", "rows"],
    "additionalProperties": False,
}
SUGGESTIONS = {
    "type": "object",
    "properties": {
        "result": {
            "type": "array",
            "items": {**NAMED, "properties": {**NAMED["properties"], "notable": TYPES}, "additionalProperties": False},
        }
    },
    "required": ["result"],
    "additionalProperties": False,
}


def valid(response, schema):
    """Return the body of a 200 answer, held to `schema`."""
    assert response.status_code == 200, response.content
    body = response.json()
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(body)
    return body


def form(client, address=ADDRESS, **fields):
    """Send `fields` as OpenRefine does: a form whose fields hold JSON."""
    body = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return client.post(address, urlencode(body), content_type="application/x-www-form-urlencoded")


def asked(client, **questions):
    return valid(form(client, queries=questions), RESULTS)


def ask(client, text="", **question):
    """Ask one question, return its candidates."""
    return asked(client, q0={"query": text, **question} if text else question)["q0"]["result"]


def ids(candidates):
    return [one["id"] for one in candidates]
