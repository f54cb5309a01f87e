"""How like two names are, word by word: one letter mistyped is little, one word another is much.

«Центр поддержки женщин» and «Центр поддержки инвалидов» have more letters in common than «Үміт» and «Умит» mistyped. So
each word looks for its like in the other name, and what finds none counts against both.
"""

from rapidfuzz import fuzz, process

from places.countries import Country, country_name
from places.reference import regions
from publishing.folding import keys
from publishing.wording import LANGUAGE_CODES
from registry.imports.words import OF_CITIES, OF_REGIONS

LEAST_LIKE_WORDS = 75  # percent: below, two words are two words
LEAST_LIKE_NAMES = 80
WEIGHT_OF_PLACE = 0.25
SHORTEST_SHORTENING = 3  # letters that are left of a word: подд. for поддержки
LIKE_SHORTENED = 85
LEAST_LIKE_LETTERS = 55  # percent of the letters: below, the words need not be compared


def folded(*texts):
    return frozenset(key for text in texts for word in text.split() for key in keys(word.strip("(),.")) if key)


# A branch, and a number in a name, tell two organisations apart, however long the rest of the name is.
APART = folded(
    "филиал филиала филиалы представительство өкілдігі бөлімшесі отделение отделения branch representation office",
    "филиали filiali vakolatxona vakolatxonasi шахамчасы şahamçasy өкүлчүлүгү бөлүмү намояндагии шуъбаи",
)
PLACES = (
    OF_REGIONS
    | OF_CITIES
    | folded(*(name for names in regions().values() for name in names.values()))
    | folded(*(country_name(code, language) for code in Country.values for language in LANGUAGE_CODES))
    | folded("рк қр кр рт руз города города. область области районы района ауданы астаны шымкента казахстана кыргызстана")
    | folded("таджикистана узбекистана туркменистана бишкека ташкента душанбе ашхабада")
)


def core(name_key):
    """Return the words of a folded name that name no place; all of them if there is no other."""
    return " ".join(word for word in name_key.split() if word not in PLACES) or name_key


def roughly_like(wanted, cores):
    """Return the places in the list `cores` of those that may be like the core `wanted`."""
    found = process.extract(wanted, cores, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE_LETTERS, limit=None)
    return [place for _core, _percent, place in found]


def likeness(one, other):
    """Return how like two folded names are, in percent."""
    left, right = one.split(), other.split()
    if marks_of(left) != marks_of(right):
        return 0
    if one.replace(" ", "") == other.replace(" ", ""):
        return 99 if one != other else 100
    pairs, left_alone, right_alone = matched(left, right)
    if not any(word not in PLACES for word, _partner, _percent in pairs):
        return 0
    # A place that only one of the two names is a small difference; two different places are a large one.
    both_name_places = any(word in PLACES for word in left_alone) and any(word in PLACES for word in right_alone)
    alone = sum(weight(word, both_name_places) for word in left_alone + right_alone)
    together = sum(len(word) + len(partner) for word, partner, _percent in pairs)
    agreed = sum((len(word) + len(partner)) * percent for word, partner, percent in pairs)
    return round(agreed / (together + alone))


def marks_of(words):
    return {word for word in words if word in APART or word.isdecimal()}


def weight(word, is_full):
    return len(word) if is_full or word not in PLACES else len(word) * WEIGHT_OF_PLACE


def matched(left, right):
    """Return ([(word, its like, percent)], the words of `left` without one, those of `right`)."""
    same = set(left) & set(right)
    pairs = [(word, word, 100) for word in same]
    left, right = [word for word in left if word not in same], [word for word in right if word not in same]
    options = [(like(word, partner, bool(same)), word, partner) for word in left for partner in right]
    for percent, word, partner in sorted(options, reverse=True):
        if percent >= LEAST_LIKE_WORDS and word in left and partner in right:
            pairs.append((word, partner, percent))
            left.remove(word)
            right.remove(partner)
    return pairs, left, right


def like(word, partner, may_be_shortened):
    """Return how like two words are, in percent; one is a shortening of the other only beside a word that is the same."""
    shorter, longer = sorted((word, partner), key=len)
    if may_be_shortened and len(shorter) >= SHORTEST_SHORTENING and longer.startswith(shorter):
        return LIKE_SHORTENED
    return fuzz.ratio(word, partner)
