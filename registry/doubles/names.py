"""The key of an organisation's name: what is left of it when spelling, script, word order and legal form are not counted.

    ОО «Ақ Бота»    "Ақ бота" қоғамдық бірлестігі    Public Association “Ak Bota”    → "ak bota"

A branch stays apart from its organisation: «Филиал ОО “Ақ Бота”» has one word more.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product
from math import prod

from publishing.folding import APOSTROPHES, keys
from registry.doubles.legal_forms import (
    ABBREVIATIONS,
    ADJECTIVES,
    ADJECTIVES_AFTER,
    DOUBLED,
    FAMILIES,
    NOUNS,
    NOUNS_WITH_ADJECTIVE,
    ONLY_FIRST,
    ONLY_LAST,
    PHRASES,
    PRIVATE,
    PUBLIC,
)

FORMS = NOUNS | ABBREVIATIONS
MOST_KEYS = 8  # of one name
LONGEST_NAME = 600  # characters that are looked at
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}\u0300-\u036f\u00ad\u200b-\u200d\u2060]+[^\W_]+)*[\u0300-\u036f]*")
# О.О., Қ. Б.: the letters of an abbreviation.
DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,4}[^\W\d_]\.(?!\w)")
# Words of which registers leave the beginning and the end.
CONTRACTED = {
    "ц-р": "центр", "ц-ра": "центра", "общ-во": "общество", "о-во": "общество", "общ-ва": "общества", "р-н": "район",
    "р-на": "района", "об-ние": "объединение", "объед-е": "объединение", "орг-ция": "организация", "м-н": "микрорайон",
    "мин-во": "министерство", "пред-во": "представительство", "хоз-во": "хозяйство", "тов-во": "товарищество",
}  # fmt: skip
CONTRACTION = re.compile(rf"(?<!\w)(?:{'|'.join(CONTRACTED)})(?!\w)", re.IGNORECASE)
readings_of = lru_cache(maxsize=50_000)(keys)  # the same words come again and again


def name_key(text):
    """Return the folded words of a name without its legal form, sorted; of a name that is all form, all its words."""
    return " ".join(sorted({readings_of(word)[0] for word in telling_words(text)} - {""}))


def name_keys(text):
    """Return every key of a name as a tuple, the usual first: a word that is read in two ways has two keys."""
    readings = [readings_of(word) for word in dict.fromkeys(telling_words(text))]
    for place in range(len(readings)):
        if prod(map(len, readings)) <= MOST_KEYS:
            break
        readings[-1 - place] = readings[-1 - place][:1]
    found = (" ".join(sorted(set(reading) - {""})) for reading in product(*readings))
    return tuple(dict.fromkeys(key for key in found if key))


def families(text):
    """Return which kinds of legal form `text` may mean: "public fund", "private fund", "association", "union" …"""
    forms = {key for word in divided(text)[1] for key in readings_of(word)}
    found = {family for family, words in FAMILIES.items() if words & forms}
    if "union" in found:  # an association of legal entities is not one of people
        return {"union"}
    if "fund" in found:
        kinds = (
            {"public fund"}
            if forms & PUBLIC
            else {"private fund"}
            if forms & PRIVATE
            else {"public fund", "private fund"}
        )
        return found - {"fund"} | kinds
    return found


def telling_words(text):
    """Return the words of a name, as they are written, that belong to no legal form; all of them if none is left."""
    telling, forms = divided(text)
    return telling or forms


@lru_cache(maxsize=1_000)
def divided(text):
    """Return (the words of a name that tell it from others, the words of its legal form), as they are written."""
    words = words_of(text)
    folded_words = [readings_of(word) for word in words]
    telling, forms, place = [], [], 0
    while place < len(words):
        length = form_at(words, folded_words, place)
        (forms if length else telling).extend(words[place : place + (length or 1)])
        place += length or 1
    return tuple(telling), tuple(forms)


def words_of(text):
    """Return the words of `text` in their order, a dotted abbreviation as one and a contraction as its whole word."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_NAME])
    text = DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]), text)
    return WORD.findall(CONTRACTION.sub(lambda match: CONTRACTED[match[0].casefold()], text))


def form_at(words, folded_words, place):
    """Return how many words from `place` on are a legal form; 0 for none."""
    if length := phrase_at(folded_words, place):
        return length
    noun = run(folded_words, place, ADJECTIVES)
    if noun == len(words):
        return 0
    end = run(folded_words, noun + 1, ADJECTIVES_AFTER)
    has_adjective = end - place > 1
    if is_form(words, folded_words, noun) or (has_adjective and NOUNS_WITH_ADJECTIVE.intersection(folded_words[noun])):
        return end - place
    return 0


def run(folded_words, place, known):
    """Return where the words from `place` on that are `known` end."""
    while place < len(folded_words) and known.intersection(folded_words[place]):
        place += 1
    return place


def phrase_at(folded_words, place):
    """Return the length of the longest of PHRASES that begins at `place`; 0 for none."""
    for phrase in PHRASES.get(folded_words[place][0], ()):
        if phrase == tuple(readings[0] for readings in folded_words[place : place + len(phrase)]):
            return len(phrase)
    return 0


def is_form(words, folded_words, place):
    """Tell whether the word at `place` names or abbreviates a legal form."""
    readings = folded_words[place]
    if words[place].casefold() in DOUBLED or FORMS.intersection(readings):
        return True
    if not words[place].isupper():
        return False
    is_first, is_last = place == 0, place == len(words) - 1
    return bool((is_first and ONLY_FIRST.intersection(readings)) or (is_last and ONLY_LAST.intersection(readings)))
