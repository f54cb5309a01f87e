"""Kinds of session as other systems call them."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from events.models import Session

Kind = Session.Kind
DEFAULT = Kind.PANEL
OTHER_NAMES = {
    "panel": Kind.PANEL,
    "panel discussion": Kind.PANEL,
    "discussion": Kind.PANEL,
    "podium": Kind.PANEL,
    "panel_discussion": Kind.PANEL,
    "plenary session": Kind.PLENARY,
    "пленарная сессия": Kind.PLENARY,
    "keynote speech": Kind.KEYNOTE,
    "tutorial": Kind.WORKSHOP,
    "training": Kind.WORKSHOP,
    "семинар": Kind.WORKSHOP,
    "roundtable": Kind.ROUNDTABLE,
    "meetup": Kind.SIDE_EVENT,
    "opening": Kind.CEREMONY,
    "closing": Kind.CEREMONY,
    "opening ceremony": Kind.CEREMONY,
    "closing ceremony": Kind.CEREMONY,
    "pause": Kind.BREAK,
    "lunch": Kind.BREAK,
    "lunch break": Kind.BREAK,
    "coffee break": Kind.BREAK,
}


@lru_cache(maxsize=256)
def kind_of(name):
    """Return the Kind that is called so, by its code, in a language of the interface or elsewhere; None if unknown."""
    wanted = name.strip().casefold()
    for language in settings.INTERFACE_LANGUAGES:
        with override(language):
            for kind in Kind:
                if wanted in (kind.value, str(kind.label).casefold()):
                    return kind
    return OTHER_NAMES.get(wanted)
