from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

DEEPEST = 20  # levels of brackets; our deepest body has three


class ShallowJSONParser(JSONParser):
    """JSON, refused with 400 when nested beyond reason: 20,000 brackets would end in a RecursionError, a 500."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("This JSON is nested too deeply.")) from error
        if depth_exceeds(data, DEEPEST):
            raise ParseError(_("This JSON is nested too deeply."))
        return data


def depth_exceeds(data, limit):
    """Tell whether `data`, of lists and dictionaries, is nested deeper than `limit` levels. Does not recurse itself."""
    level = [data]
    for _step in range(limit):
        parts = (part.values() if isinstance(part, dict) else part for part in level if isinstance(part, (dict, list)))
        level = [inner for part in parts for inner in part]
        if not level:
            return False
    return any(isinstance(part, (dict, list)) for part in level)
