"""Which organisations of one region are worth comparing, by the words of their names."""

from bisect import bisect_left
from collections import defaultdict
from itertools import takewhile

from rapidfuzz import fuzz, process

from registry.doubles import keys
from registry.doubles.likeness import (
    AROUND,
    LEAST_LIKE_NAMES,
    LEAST_LIKE_WORDS,
    PLACES,
    SHORTEST_SHORTENING,
    WEIGHT_ALONE,
    core,
    marks_of,
    roughly_like,
)
from registry.doubles.scoring import Kind

COMMON_PART = 400  # a part of a name that more organisations of a region have tells nothing
# What words without their like weigh at most, beside the letters of both names: as `likeness` reckons, which rounds.
MOST_ALONE = 100 / (LEAST_LIKE_NAMES - 0.5) - 1


class Name:
    """A folded name of the organisation at `place` in the pool, taken apart once for all its comparisons."""

    __slots__ = ("core", "key", "marks", "place", "reach", "together", "words")

    def __init__(self, place, key):
        words = key.split()
        self.place, self.key, self.core, self.together = place, key, core(key), "".join(words)
        self.words, self.marks = frozenset(words) - AROUND, marks_of(words)

    def may_be_like(self, other):
        """Tell whether the likeness to another Name can be enough, for a small part of what it costs to know it."""
        if self.marks != other.marks:
            return False
        if self.together == other.together:
            return True
        alone, others_alone = self.words - other.reach, other.words - self.reach
        if alone and others_alone:
            return False
        letters = sum(len(word) for word in alone | others_alone if word not in PLACES)
        return letters * WEIGHT_ALONE <= (len(self.together) + len(other.together)) * MOST_ALONE


class Pool:
    """Organisations of one region, its `own`, and those of which the region is unknown, by what their names share."""

    def __init__(self, own, unknown, sought):
        self.facts, self.own, self.sought = own + unknown, len(own), sought
        self.names = [Name(place, key) for place, facts in enumerate(self.facts) for key in facts.values(Kind.NAME)]
        likes = Likes({word for name in self.names for word in name.words})
        self.with_part, self.with_name = defaultdict(list), defaultdict(set)
        for number, name in enumerate(self.names):
            name.reach = likes.of_any(name.words)
            self.with_name[name.key].add(name.place)
            for part in keys.parts_of(name.key):
                self.with_part[part].append(number)
        for place, facts in enumerate(self.facts):
            for letters in facts.values(Kind.INITIALS):
                self.with_name[letters].add(place)

    def pairs(self):
        """Yield the pairs of Facts to be compared, each once; two of an unknown region are not this region's affair."""
        seen = set()
        for number, name in enumerate(self.names):
            if self.facts[name.place].pk not in self.sought:
                continue
            partners = self.with_name[name.key] | self.near(number)
            for partner in partners - {name.place}:
                first, second = pair = min(name.place, partner), max(name.place, partner)
                if first < self.own and pair not in seen:
                    seen.add(pair)
                    yield self.facts[first], self.facts[second]

    def near(self, number):
        """Return the places of the organisations with a name that begins or ends alike in a word, and may be like."""
        name = self.names[number]
        blocks = [self.with_part[part] for part in keys.parts_of(name.key)]
        rare = [block for block in blocks if len(block) <= COMMON_PART] or sorted(blocks, key=len)[:1]
        others = [self.names[other] for other in {other for block in rare for other in block} - {number}]
        alike = roughly_like(name.core, [other.core for other in others])
        return {others[place].place for place in alike if name.may_be_like(others[place])}


class Likes:
    """Which of some words are like which; looked for when a word is first asked for, then known."""

    def __init__(self, words):
        self.words, self.known = sorted(words), {}

    def of_any(self, words):
        """Return the words that are like one of `words`, these themselves among them."""
        return frozenset().union(*map(self.of, words))

    def of(self, word):
        if word not in self.known:
            like = process.extract(word, self.words, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE_WORDS, limit=None)
            self.known[word] = frozenset([one for one, *_rest in like] + self.lengthened(word) + shortened(word))
        return self.known[word]

    def lengthened(self, word):
        if len(word) < SHORTEST_SHORTENING:
            return []
        longer = self.words[bisect_left(self.words, word) :]
        return list(takewhile(lambda one: one.startswith(word), longer))


def shortened(word):
    return [word[:length] for length in range(SHORTEST_SHORTENING, len(word))]
