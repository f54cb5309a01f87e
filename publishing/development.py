"""For commands that make things up, to measure and to try things on: where they may run, and what makes them bearable."""

from contextlib import contextmanager

from django.conf import settings
from django.core.management import CommandError
from django.db import connection


def refuse_in_production(sentence):
    """Raise CommandError, with `sentence` saying what has no place there, unless DEBUG is on."""
    if not settings.DEBUG:
        raise CommandError(f"{sentence}: this runs only where DEBUG is on.")


@contextmanager
def without_query_log():
    """Where DEBUG is on Django keeps the text of every statement: here hundreds of megabytes, and half of the time."""
    connection.make_debug_cursor = connection.make_cursor
    try:
        yield
    finally:
        del connection.make_debug_cursor
