"""The key of an organisation's name: what is left of it when spelling, script, word order and legal form are not counted.

    ОО «Ақ Бота»    "Ақ бота" қоғамдық бірлестігі    Public Association “Ak Bota”    → "ak bota"

A branch stays apart from its organisation: «Филиал ОО “Ақ Бота”» has one word more.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product
from math import prod

from publishing.folding import APOSTROPHES, fold, keys
from registry.doubles.legal_forms import (
    ABBREVIATIONS,
    ADJECTIVES,
    ADJECTIVES_AFTER,
    DOUBLED,
    NOUNS,
    ONLY_FIRST,
    ONLY_LAST,
    PHRASES,
)

FORMS = NOUNS | ABBREVIATIONS
MOST_KEYS = 8  # of one name
LONGEST_NAME = 600  # characters that are looked at
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}\u0300-\u036f\u00ad\u200b-\u200d\u2060]+[^\W_]+)*[\u0300-\u036f]*")
# О.О., Қ. Б.: the letters of an abbreviation.
DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,4}[^\W\d_]\.(?!\w)")


def name_key(text):
    """Return the folded words of a name without its legal form, sorted; of a name that is all form, all its words."""
    return " ".join(sorted({fold(word) for word in telling_words(text)} - {""}))


def name_keys(text):
    """Return every key of a name as a tuple, the usual first: a word that is read in two ways has two keys."""
    readings = [keys(word) for word in dict.fromkeys(telling_words(text))]
    for place in range(len(readings)):
        if prod(map(len, readings)) <= MOST_KEYS:
            break
        readings[-1 - place] = readings[-1 - place][:1]
    found = (" ".join(sorted(set(reading) - {""})) for reading in product(*readings))
    return tuple(dict.fromkeys(key for key in found if key))


@lru_cache(maxsize=1_000)
def telling_words(text):
    """Return the words of a name, as they are written, that belong to no legal form; all of them if none is left."""
    words = words_of(text)
    folded_words = [keys(word) for word in words]
    telling, place = [], 0
    while place < len(words):
        length = form_at(words, folded_words, place)
        if not length:
            telling.append(words[place])
        place += length or 1
    return tuple(telling or words)


def words_of(text):
    """Return the words of `text` in their order, the letters of a dotted abbreviation as one."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_NAME])
    return WORD.findall(DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]), text))


def form_at(words, folded_words, place):
    """Return how many words from `place` on are a legal form; 0 for none."""
    if length := phrase_at(folded_words, place):
        return length
    end = place
    while end < len(words) and ADJECTIVES.intersection(folded_words[end]):
        end += 1
    if end == len(words) or not is_form(words, folded_words, end):
        return 0
    end += 1
    while end < len(words) and ADJECTIVES_AFTER.intersection(folded_words[end]):
        end += 1
    return end - place


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
    is_first, is_last = place == 0, place == len(words) - 1
    return bool((is_first and ONLY_FIRST.intersection(readings)) or (is_last and ONLY_LAST.intersection(readings)))
