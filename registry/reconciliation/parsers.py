"""The bodies that reconciliation clients send: forms whose fields hold JSON."""

from django.http import QueryDict
from rest_framework.parsers import FormParser

from publishing.parsers import LONGEST, TooLarge


class ShortFormParser(FormParser):
    """A form of no more than the API takes of JSON; read as UTF-8, for nothing else is sent."""

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(LONGEST + 1)
        if len(body) > LONGEST:
            raise TooLarge()
        return QueryDict(body, encoding="utf-8")
