"""Names in the order of each language's own alphabet, on any database.

Databases sort Ә, Ғ, Қ … after Я, or as their locale pleases. So the position of each letter is stored as two
characters of [0-9a-z], which every collation orders alike.
"""

from functools import cache

from django.conf import settings
from django.utils.translation import get_language
from modeltranslation.utils import resolution_order

# The alphabets as taught: kk (Cyrillic, 42 letters), ky, tg, ru; Latin for tk, uz, en. A second script follows the first.
CYRILLIC = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
LATIN = {"tk": "abçdeäfghijžklmnňoöprsştuüwyýz", "en": "abcdefghijklmnopqrstuvwxyz"}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 100  # letters of a name that decide its place


def _order(language):
    cyrillic, latin = CYRILLIC.get(language, CYRILLIC["kk"]), LATIN.get(language, LATIN["en"])
    scripts = cyrillic + latin if language in CYRILLIC else latin + cyrillic
    rest = "".join(sorted({*"".join(CYRILLIC.values()), *"".join(LATIN.values()), *"ғқҳӣўӯҷңҗөүұһі"} - set(scripts)))
    letters = dict.fromkeys("0123456789" + scripts + rest)
    return {letter: DIGITS[place // 36] + DIGITS[place % 36] for place, letter in enumerate(letters, start=1)}


class Places(dict):
    """What str.translate makes of a letter: its place; of anything else a gap."""

    def __missing__(self, character):
        return " "


ORDER = {code: Places(str.maketrans(_order(code))) for code, _name in settings.LANGUAGES}


def sort_key(text, language):
    """Return a string of [0-9a-z] that sorts `text` as the alphabet of `language` does; a gap sorts before letters."""
    return "00".join(text.casefold().translate(ORDER[language]).split())[: 2 * LENGTH]


@cache
def shown_in(language):
    """Return the codes of the languages whose texts a reader of `language` is shown, the first that there is."""
    return resolution_order(language)


def fill_sort_keys(row, source="name", target="sort_name"):
    """Set `target_<language>` from `source` as that language would show it, fallback included."""
    for language in ORDER:
        shown = (getattr(row, f"{source}_{code}") for code in shown_in(language))
        setattr(row, f"{target}_{language}", sort_key(next(filter(None, shown), ""), language))


def active_sort_field(name="sort_name"):
    """Return the column that sorts names in the active language."""
    return f"{name}_{get_language() or settings.LANGUAGE_CODE}"
