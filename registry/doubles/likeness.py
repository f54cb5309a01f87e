"""How like two names are, word by word: one letter mistyped is little, one word another is much.

«Центр поддержки женщин» and «Центр поддержки инвалидов» have more letters in common than many a name and its mistyped self.
So each word looks for its like in the other name. Where both have a word that finds none, the names are two; where one has a
word more, they are less alike by its letters, or hardly where it names a place.
"""

import re

from rapidfuzz import fuzz, process

from places.countries import Country, country_name
from places.reference import regions
from publishing.folding import keys
from publishing.wording import LANGUAGE_CODES
from registry.imports.words import OF_CITIES, OF_REGIONS

LEAST_LIKE_WORDS = 75  # percent: below, two words are two words
LEAST_LIKE_NAMES = 80
WEIGHT_ALONE = 2  # for each letter of a word that the other name lacks
WEIGHT_OF_PLACE = 1  # of a place that it lacks, however long
SHORTEST_SHORTENING = 3  # letters that are left of a word: подд. for поддержки
LIKE_SHORTENED = 85
LEAST_LIKE_LETTERS = 55  # percent of the letters: below, the words need not be compared


def folded(*texts):
    return frozenset(key for text in texts for word in re.findall(r"\w+", text) for key in keys(word) if key)


# A branch, and a number in a name, tell two organisations apart, however long the rest of the name is.
APART = folded(
    "филиал филиала филиалы представительство өкілдігі бөлімшесі отделение отделения branch representation office",
    "филиали filiali vakolatxona vakolatxonasi шахамчасы şahamçasy өкүлчүлүгү бөлүмү намояндагии шуъбаи",
)
# What kind of place a name speaks of: the village and the district of one name are two places.
KINDS_OF_PLACE = {
    "city": OF_CITIES | folded("города городе г қ"),
    "region": OF_REGIONS,
    "district": folded("район района районе р н ауданы ауданының району ноҳияи tumani тумани etraby"),
    "village": folded("село села селе с ауыл ауылы ауылының айылы деҳаи qishlogʻi obasy"),
    "settlement": folded("поселок поселка поселке посёлка кенті п пос"),
}
# Words around the name of a place or of a person, often shortened or left out.
AROUND = frozenset().union(*KINDS_OF_PLACE.values(), folded("имени им атындағы ат рк қр кр рт руз"))
REGIONS = folded(*(name for names in regions().values() for name in names.values()))
PLACES = AROUND.union(
    REGIONS,
    {f"{word.removesuffix('aia')}oi" for word in REGIONS if word.endswith("aia")},
    {word + ending for word in REGIONS for ending in "aei"},
    folded(*(country_name(code, language) for code in Country.values for language in LANGUAGE_CODES)),
    folded("астаны казахстана кыргызстана таджикистана узбекистана туркменистана"),
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
    if not AROUND.issuperset(left_alone) and not AROUND.issuperset(right_alone):
        return 0  # one word in the place of another
    if different_places(left_alone, right_alone):
        return 0
    alone = sum(WEIGHT_OF_PLACE if word in PLACES else WEIGHT_ALONE * len(word) for word in left_alone + right_alone)
    together = sum(len(word) + len(partner) for word, partner, _percent in pairs)
    agreed = sum((len(word) + len(partner)) * percent for word, partner, percent in pairs)
    return round(agreed / (together + alone))


def different_places(left, right):
    """Tell whether both name a kind of place and not the same."""
    kinds = [{kind for kind, words in KINDS_OF_PLACE.items() if words.intersection(side)} for side in (left, right)]
    return all(kinds) and kinds[0].isdisjoint(kinds[1])


def marks_of(words):
    return {word for word in words if word in APART or word.isdecimal()}


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
