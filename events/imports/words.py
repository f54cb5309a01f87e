"""Words that our own exports write in the reader's language, known again in each."""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext, override


@cache
def in_interface_languages(word):
    """Return `word`, a word of the interface, in all languages in which an export may have been written."""
    found = set()
    for language in settings.INTERFACE_LANGUAGES:
        with override(language):
            found.add(gettext(word))
    return found
