"""What a client asks, made into questions, or refused with the place and the reason."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ParseError, ValidationError

from publishing.parsers import check_parts, is_storable, unreadable
from registry.reconciliation.vocabulary import COMPARED, FETCHED, types

BATCH = 50  # questions at a time
USUAL_LIMIT, HIGHEST_LIMIT = 10, 50  # candidates of a question
MOST_PROPERTIES = 20
MOST_IDS = 200  # of organisations whose properties are fetched
LONGEST_TEXT = 500  # characters; the longest name has 300
STRICTNESS = ("any", "should", "all")
FIELDS = {"query", "type", "limit", "properties", "type_strict"}


@dataclass
class Question:
    """`properties` are (id, values as texts); `types` are ids, of which `strict` says how many must fit."""

    text: str = ""
    types: list = field(default_factory=list)
    strict: str = "any"
    limit: int = USUAL_LIMIT
    properties: list = field(default_factory=list)


class Misunderstood(Exception):
    """Something in the body that is not as the specification has it: where, why, and a code for programs."""

    def __init__(self, message, *path, code="invalid"):
        super().__init__(message)
        self.message, self.path, self.code = message, path, code

    def as_refusal(self):
        problem = [ErrorDetail(self.message, code=self.code)]
        for step in reversed(self.path):
            problem = {step: problem}
        return ValidationError(problem)


def decoded(value, name):
    """Return the object that the parameter `name` holds as JSON, or as it is where the whole body was JSON."""
    if isinstance(value, str):
        value = from_json(value, name)
    if not isinstance(value, dict):
        raise Misunderstood(_("Give a JSON object."), name)
    return value


def from_json(text, name):
    try:
        value = json.loads(text, parse_constant=not_a_number)
        check_parts(value)
    except (ValueError, RecursionError) as error:
        raise Misunderstood(unreadable(error), name, code="parse_error") from error
    except ParseError as error:
        raise Misunderstood(error.detail, name, code="parse_error") from error
    return value


def not_a_number(text):
    raise ValueError(text)  # NaN and Infinity, which JSON has not


def read_questions(value):
    """Return {key: Question} of a batch. Raises ValidationError."""
    try:
        batch = decoded(value, "queries")
        if len(batch) > BATCH:
            raise Misunderstood(_("Ask at most %(count)s at a time.") % {"count": BATCH}, "queries", code="too_many")
        return {key: read_question(asked, "queries", readable(key)) for key, asked in batch.items()}
    except Misunderstood as reason:
        raise reason.as_refusal() from reason


def readable(key):
    """Return the client's `key` of a question fit for an answer that names it."""
    return "".join(letter for letter in key[:60] if letter.isprintable()) or "?"


def read_question(asked, *path):
    if not isinstance(asked, dict):
        raise Misunderstood(_("Give a JSON object."), *path)
    if unknown := sorted(asked.keys() - FIELDS):
        raise Misunderstood(_("There is no such field."), *path, readable(unknown[0]), code="unknown_field")
    question = Question(
        text=read_text(asked.get("query", ""), *path, "query"),
        types=read_types(asked.get("type", []), *path, "type"),
        strict=asked.get("type_strict", "any"),
        limit=read_limit(asked.get("limit", USUAL_LIMIT), *path, "limit"),
        properties=read_properties(asked.get("properties", []), *path, "properties"),
    )
    if question.strict not in STRICTNESS:
        known = ", ".join(STRICTNESS)
        raise Misunderstood(
            _("Give one of: %(known)s.") % {"known": known}, *path, "type_strict", code="invalid_choice"
        )
    if not question.text and not question.properties:
        raise Misunderstood(_("Give a query or properties."), *path, "query", code="required")
    return question


def read_text(value, *path):
    if not isinstance(value, str):
        raise Misunderstood(_("Give a text."), *path)
    if not is_storable(value):
        raise Misunderstood(_("A text has NUL characters or halves of letters."), *path)
    return " ".join(value[:LONGEST_TEXT].split())


def read_limit(value, *path):
    """A whole number from 1; more than we give is understood as all that we give."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Misunderstood(_("Give a whole number from 1."), *path)
    return min(value, HIGHEST_LIMIT)


def read_types(value, *path):
    """One id or a list of them, each perhaps with its name."""
    listed, known = value if isinstance(value, list) else [value], types()
    ids = [one.get("id") if isinstance(one, dict) else one for one in listed]
    if not all(isinstance(one, str) and one in known for one in ids):
        raise Misunderstood(_("There is no such type."), *path, code="unknown_type")
    return list(dict.fromkeys(ids))


def read_properties(value, *path):
    if not isinstance(value, list):
        raise Misunderstood(_("Give a list."), *path)
    if len(value) > MOST_PROPERTIES:
        raise Misunderstood(_("Give at most %(count)s.") % {"count": MOST_PROPERTIES}, *path, code="too_many")
    return [read_property(one, *path, str(place)) for place, one in enumerate(value)]


def read_property(value, *path):
    if not isinstance(value, dict) or "v" not in value:
        raise Misunderstood(_("Give an object with pid and v."), *path)
    name = value.get("pid")
    if not isinstance(name, str) or name not in COMPARED:
        message = _("There are these properties: %(known)s.") % {"known": ", ".join(COMPARED)}
        raise Misunderstood(message, *path, "pid", code="unknown_property")
    values = value["v"] if isinstance(value["v"], list) else [value["v"]]
    if len(values) > MOST_PROPERTIES:
        raise Misunderstood(_("Give at most %(count)s.") % {"count": MOST_PROPERTIES}, *path, "v", code="too_many")
    return name, [read_value(one, *path, "v") for one in values]


def read_value(value, *path):
    """A text, a number, true or false, or something that was reconciled before, by its id."""
    if isinstance(value, dict):
        value = value.get("id")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return read_text(str(value) if isinstance(value, int | float) else value, *path)


def read_extension(value):
    """Return (ids, properties) of a data extension query. Raises ValidationError."""
    try:
        asked = decoded(value, "extend")
        ids = read_list(asked.get("ids"), MOST_IDS, "extend", "ids")
        properties = read_list(asked.get("properties"), MOST_PROPERTIES, "extend", "properties")
        names = [one.get("id") if isinstance(one, dict) else None for one in properties]
        if not all(isinstance(name, str) and name in FETCHED for name in names):
            message = _("There are these properties: %(known)s.") % {"known": ", ".join(FETCHED)}
            raise Misunderstood(message, "extend", "properties", code="unknown_property")
        return [read_id(one, "extend", "ids") for one in ids], list(dict.fromkeys(names))
    except Misunderstood as reason:
        raise reason.as_refusal() from reason


def read_id(value, *path):
    if not isinstance(value, str) or not is_storable(value):
        raise Misunderstood(_("Give a text."), *path)
    return value


def read_list(value, most, *path):
    if not isinstance(value, list):
        raise Misunderstood(_("Give a list."), *path)
    if len(value) > most:
        raise Misunderstood(_("Give at most %(count)s.") % {"count": most}, *path, code="too_many")
    return value
