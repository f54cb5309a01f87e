"""The words of a result, with what was found marked. Everything else is escaped."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from portal.search.words import spans

SNIPPET = 240  # characters
BEFORE = 60  # characters shown before the first word found
ELLIPSIS = "…"


def highlighted(text, wanted):
    """Return `text` as safe HTML, each word that matches one of `wanted` in a <mark>."""
    return _marked(text, _found(text, wanted))


def snippet(text, wanted):
    """Return a piece of `text` around the first word found, as safe HTML, and how many of `wanted` it has in all."""
    found = _found(text, wanted)
    first = next(((start, end) for start, end, matched in found), (0, 0))
    begin, finish = _window(text, first)
    inside = [(start - begin, end - begin, word) for start, end, word in found if begin <= start and end <= finish]
    html = _marked(text[begin:finish], inside)
    pieces = [ELLIPSIS if begin else "", html, ELLIPSIS if finish < len(text) else ""]
    return mark_safe("".join(pieces)), len({word for _start, _end, word in found})  # noqa: S308


def _found(text, wanted):
    """Return (start, end, wanted word) of each word in `text` that matches."""
    wanted = tuple(wanted)
    return [
        (start, end, matched)
        for start, end in spans(text)
        if (matched := _first_match(text[start:end].casefold(), wanted)) is not None
    ]


@lru_cache(maxsize=20_000)
def _first_match(word, wanted):
    return next((one for one in wanted if one.matches(word)), None)


def _window(text, first):
    """Where the snippet begins and ends: at words, with the first word found in it."""
    begin = max(0, first[0] - BEFORE)
    if begin:
        begin = text.find(" ", begin, first[0]) + 1 or first[0]
    finish = max(begin + SNIPPET, first[1])
    if finish < len(text):
        finish = max(text.rfind(" ", begin, finish), first[1])
    return begin, min(finish, len(text))


def _marked(text, found):
    html, position = [], 0
    for start, end, _word in found:
        html += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    html.append(escape(text[position:]))
    return mark_safe("".join(html))  # noqa: S308 - every piece of text is escaped above
