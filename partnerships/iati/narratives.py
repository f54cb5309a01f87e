"""Texts in every language that has them, each with the language it is in, the portal's own first."""

from django.conf import settings
from django.utils.translation import override
from lxml.builder import E

from publishing.cells import NO_TEXT
from publishing.prose import to_text
from publishing.wording import languages_with

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def narrative(text, language):
    return E.narrative(NO_TEXT.sub(" ", str(text)), {LANGUAGE: language})


def narratives(row, field):
    """Return the texts of `row` in `field`, plain ones as they stand."""
    return [narrative(getattr(row, f"{field}_{code}"), code) for code in own_first(languages_with(row, field))]


def prose(row, field):
    """Return the texts of `row` in `field`, which are Markdown, as their words alone."""
    texts = {code: getattr(row, f"{field}_{code}") for code in own_first(languages_with(row, field))}
    return [narrative(to_text(text) or text, code) for code, text in texts.items()]


def words(said):
    """Return words of the interface, a lazy text, in each of its languages."""
    return [narrative(spoken_in(code, said), code) for code in own_first(settings.INTERFACE_LANGUAGES)]


def spoken_in(language, said):
    with override(language):
        return str(said)


def own_first(languages):
    return sorted(languages, key=lambda code: code != settings.LANGUAGE_CODE)
