"""What bodies the API takes: JSON and forms, within reason. Anything else is refused with 400 or 413, never a 500."""

import json

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

DEEPEST = 20  # levels of brackets; our deepest body has three
LONGEST = 1_000_000  # bytes; a story with its seven languages has 100,000


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This is larger than we take.")
    default_code = "too_large"


class ShallowJSONParser(JSONParser):
    """A JSON object. 20,000 nested brackets would otherwise end in a RecursionError, a NUL in an error of the database."""

    def parse(self, stream, media_type=None, parser_context=None):
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > LONGEST:
            raise TooLarge()
        try:
            data = super().parse(stream, media_type, parser_context)
        except (ParseError, RecursionError, LookupError) as error:  # also brackets without end, an unknown charset
            raise ParseError(unreadable(error.__context__)) from error
        if not isinstance(data, dict):
            raise ParseError(_("Give a JSON object."))
        check_parts(data)
        return data


def unreadable(reason):
    """Say in the reader's language that the JSON cannot be read and, where `reason` knows it, from which place on."""
    if isinstance(reason, json.JSONDecodeError):
        place = {"line": reason.lineno, "column": reason.colno}
        return _("This JSON cannot be read from line %(line)s, character %(column)s.") % place
    return _("This JSON cannot be read.")


def check_parts(data):
    """Raise ParseError where `data` is nested too deeply or holds text no database keeps. Does not recurse itself."""
    level = [data]
    for _step in range(DEEPEST):
        level = [inner for part in level for inner in parts_of(part)]
        if not level:
            return
        if any(isinstance(part, str) and not is_storable(part) for part in level):
            raise ParseError(_("A text has NUL characters or halves of letters."))
    raise ParseError(_("This JSON is nested too deeply."))


def parts_of(part):
    if isinstance(part, dict):
        return [*part.keys(), *part.values()]
    return part if isinstance(part, list) else ()


def is_storable(text):
    """Tell whether every database can keep `text`: no NUL, no lone surrogate."""
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))
