"""The words and weights of registry/synthetic/data, read once."""

import tomllib
from functools import cache
from itertools import accumulate
from pathlib import Path

DATA = Path(__file__).parent / "data"
NATIVE = {"KZ": "kk", "KG": "ky", "TJ": "tg", "TM": "tk", "UZ": "uz"}


class Weighted:
    """Options of which some are more likely than others."""

    def __init__(self, options, weights):
        self.options, self.cumulated = list(options), list(accumulate(weights))

    def pick(self, chance):
        return chance.choices(self.options, cum_weights=self.cumulated)[0]


def by_rank(options):
    """The first the most likely, the second half as likely, the third a third: as words are in any language (Zipf)."""
    options = list(options)
    return Weighted(options, [1 / rank for rank in range(1, len(options) + 1)])


@cache
def data(name):
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def countries():
    weights = data("places")["countries"]
    return Weighted(weights, weights.values())


@cache
def regions(country):
    people = data("places")["people"][country]
    return Weighted(people, people.values())


@cache
def towns(country):
    """Towns as (spelling of the country, Russian, Latin)."""
    return by_rank(town.split("|") for town in data("places")["towns"][country])


@cache
def brands(country):
    """Names as (spelling of the country, Russian, Latin)."""
    return by_rank(brand.split("|") for brand in data("names")["brands"][country])


@cache
def forms(country):
    """Legal forms, each {language: [in full, as registers shorten it]}."""
    known = [form for form in data("names")["forms"] if country in form["weight"]]
    return Weighted(known, [form["weight"][country] for form in known])


@cache
def themes():
    return by_rank(data("names")["themes"])


def spelling_for(language, spellings):
    """Return the one of (spelling of the country, Russian, Latin) that a name in `language` uses."""
    return spellings[{"ru": 1, "en": 2}.get(language, 0)]


def mark(language):
    """Return what tells every reader of `language` that a name is made up."""
    return data("names")["marks"][language]
