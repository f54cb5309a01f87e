"""Which organisations may be meant: few of them, however common the words of a question are.

For a batch: one query for the numbers that its texts may be, one for ids and whole names; for a question one query for
all of its words where it says, and one more, wider, where that finds too few.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q

from people.models import Organisation, OrganisationIdentifier
from places.models import Region
from publishing.folding import fold
from publishing.search import matching
from publishing.sorting import ORDER, sort_key
from registry.doubles.names import telling_words
from registry.reconciliation.values import numbers_in
from registry.reconciliation.vocabulary import kinds_of

MOST = 40  # organisations that a query for words brings
ENOUGH = 5  # found by all words: nobody asks for less
MOST_WORDS = 6  # of a name that are looked for
BEGINNING = 4  # letters of a word that are surely right


@dataclass
class Found:
    """The candidates of a question, by key; `is_cut` tells that there were more than are looked at."""

    keys: set = field(default_factory=set)
    by_number: set = field(default_factory=set)
    is_cut: bool = False


def candidates(questions, known, visible, user):
    """Return {key of a question: Found}. `known` are the values understood of each, `visible` the rows `user` may see."""
    found = {key: Found() for key in questions}
    add_numbers(found, questions, known, user)
    add_names(found, questions)
    for key, question in questions.items():
        rows = narrowed(visible, question)
        words = telling_words(question.text)[:MOST_WORDS]
        if words:
            add_matching(found[key], rows, words, known[key])
    return found


def narrowed(rows, question):
    """Keep what is of the types asked for."""
    kinds = kinds_wanted(question)
    return rows if kinds is None else rows.filter(kind__in=kinds)


def kinds_wanted(question):
    """Return the kinds of one of the types asked for, or of all; None where any will do: "should" is for the score."""
    if not question.types or question.strict == "should":
        return None
    kinds = [set(kinds_of(one)) for one in question.types]
    return set.intersection(*kinds) if question.strict == "all" else set.union(*kinds)


def add_numbers(found, questions, known, user):
    """What has the number that a question names, or that its text is."""
    asked = defaultdict(set)
    for key, question in questions.items():
        for pair in {*known[key].get("identifier", ()), *numbers_in(question.text)}:
            asked[pair].add(key)
    if not asked:
        return
    schemes, values = {scheme for scheme, _value in asked}, {value for _scheme, value in asked}
    rows = OrganisationIdentifier.objects.visible_to(user).filter(scheme__in=schemes, value__in=values)
    for organisation, scheme, value in rows.values_list("organisation", "scheme", "value"):
        for key in asked.get((scheme, value), ()):
            found[key].by_number.add(organisation)
            found[key].keys.add(organisation)


def add_names(found, questions):
    """What has the text of a question as its whole name, in any language, or as its id.

    Whether the visitor may see it is asked when it is read: asked for here as well, SQLite would not use the indexes of
    the names but read all that is public.
    """
    texts = {question.text for question in questions.values()} - {""}
    if not texts:
        return
    sort_keys = {text: {language: sort_key(text, language) for language in ORDER} for text in texts}
    columns = {language: f"sort_name_{language}" for language in ORDER}
    of_name = [
        Q(**{f"{column}__in": {keys[language] for keys in sort_keys.values()} - {""}})
        for language, column in columns.items()
    ]
    rows = Organisation.objects.filter(reduce(or_, of_name, Q(slug__in=texts))).values("pk", "slug", *columns.values())
    for row in rows[: MOST * len(texts)]:
        for key, question in questions.items():
            names = sort_keys.get(question.text, {})
            if row["slug"] == question.text or any(row[columns[one]] == name for one, name in names.items()):
                found[key].keys.add(row["pk"])


def add_matching(found, rows, words, known):
    """What has all of the words and is as the question says; else what has them anywhere, or most of them near there."""
    text, place = " ".join(words), place_of(known)
    keys = keys_of(matching(rows.filter(place, days_of(known)), text))
    if len(keys) < ENOUGH:
        most_of_them = rows.filter(place, pk__in=anyhow(words))
        keys += keys_of(matching(rows, text).values("pk").union(most_of_them.values("pk"), all=True))
    else:
        found.is_cut = len(keys) > MOST
    found.keys.update(keys)


def keys_of(rows):
    """Return the first keys of `rows`, one more than are looked at. Their order would have SQLite read all of them."""
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def place_of(known):
    """Return the condition that an organisation is where the question says; an empty one where it says nothing."""
    place = Q(country__in=known["country"]) if "country" in known else Q()
    return place & Q(region__in=Region.objects.filter(code__in=known["region"])) if "region" in known else place


def days_of(known):
    days = [day for day in known.get("founded", ()) if "-" in day]
    return Q(founded_on__in=days) if days else Q()


def anyhow(words):
    """Return the keys of rows that have all of `words` but one, of two words one and the beginning of the other, or
    the beginnings of all."""
    variants = [" ".join(beginning(word) for word in words)]
    for place, word in enumerate(words):
        others = [*words[:place], *words[place + 1 :]]
        variants.append(" ".join(others if len(others) > 1 else [*others, beginning(word)]))
    first, *others = [matching(Organisation.objects.all(), text).values("pk") for text in dict.fromkeys(variants)]
    return first.union(*others) if others else first


def beginning(word):
    """Return the letters of a word before which nobody mistypes, at least half of it."""
    return word[: max(BEGINNING, len(fold(word)) // 2)]
