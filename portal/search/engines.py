"""The same questions to FTS5 on SQLite and to a tsvector on PostgreSQL, with the same answers.

Both hold the tokens of a document as they are, without positions or weights; order and counts come from the places of
the documents, so neither engine's own ranking plays a part. Tokens are [a-z0-9] only: nothing in a question can be
taken for an operator.
"""

from django.db import connection

from portal.search.places import NUMBER_MASK, SHELF_BITS, ranges
from portal.search.words import TITLE

MOST_COUNTED = 1_000  # of a kind; beyond it a count only says "more"


def places_of(wanted, shelves, *, in_title, after, limit):
    """Return at most `limit` places beyond `after` of the documents on `shelves` that match all of `wanted`, in order.

    With `in_title` only those whose title has all the words, otherwise only those whose title has not.
    """
    engine = ENGINES[connection.vendor]
    selection, parameters = _selection(engine, engine.tiered(wanted, in_title=in_title), shelves)
    sql = f"{selection} AND {engine.place} > %s ORDER BY {engine.place} LIMIT %s"
    return [place for (place,) in _rows(sql, [*parameters, after, limit])]


def counts(wanted, shelves):
    """Return {shelf: number of matching documents} of `shelves`, none above MOST_COUNTED + 1; one query."""
    if not shelves:
        return {}
    engine = ENGINES[connection.vendor]
    return engine.counts(engine.expression(wanted), sorted(shelves))


def matching_places(wanted, shelves):
    """Return SQL and parameters that select the places of all documents on `shelves` that match."""
    engine = ENGINES[connection.vendor]
    return _selection(engine, engine.expression(wanted), shelves)


def matching_numbers(wanted, shelves):
    """The same for the numbers of the rows, which are part of the places."""
    engine = ENGINES[connection.vendor]
    sql, parameters = matching_places(wanted, shelves)
    return sql.replace(f"SELECT {engine.place}", f"SELECT {engine.place} & {NUMBER_MASK}", 1), parameters


def numbers(wanted, shelves, *, in_title=False):
    """Return the numbers of all documents on `shelves` that match, with `in_title` all words in their title."""
    engine = ENGINES[connection.vendor]
    expression = engine.expression(wanted, TITLE if in_title else "")
    sql, parameters = _selection(engine, expression, shelves)
    sql = sql.replace(f"SELECT {engine.place}", f"SELECT {engine.place} & {NUMBER_MASK}", 1)
    return [number for (number,) in _rows(sql, parameters)]


def _selection(engine, expression, shelves):
    spans = ranges(shelves)
    within = " OR ".join([f"{engine.place} BETWEEN %s AND %s"] * len(spans))
    return f"{engine.matching} AND ({within})", [expression, *(bound for span in spans for bound in span)]


def _rows(sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


class FTS5:
    place = "rowid"
    matching = "SELECT rowid FROM portal_searchindex WHERE portal_searchindex MATCH %s"

    def expression(self, wanted, mark=""):
        return " AND ".join(f"({self._any_of(word, mark)})" for word in wanted)

    def tiered(self, wanted, *, in_title):
        title = self.expression(wanted, TITLE)
        return title if in_title else f"({self.expression(wanted)}) NOT ({title})"

    def counts(self, expression, shelves):
        """One pass over what matches: the shelf is part of the row's number, so no document is read."""
        selection, parameters = _selection(self, expression, shelves)
        sql = f"SELECT rowid >> {SHELF_BITS}, count(*) FROM ({selection}) GROUP BY 1"  # noqa: S608
        return {shelf: min(count, MOST_COUNTED + 1) for shelf, count in _rows(sql, parameters)}

    def _any_of(self, word, mark):
        beginnings = [f'"{mark}{beginning}"*' for beginning in word.beginnings]
        return " OR ".join(beginnings + [f'"{mark}{token}"' for token in word.tokens])


class TextSearchVector:
    place = "id"
    matching = "SELECT id FROM portal_searchdocument WHERE vector @@ %s::tsquery"

    def expression(self, wanted, mark=""):
        return " & ".join(f"({self._any_of(word, mark)})" for word in wanted)

    def tiered(self, wanted, *, in_title):
        title = self.expression(wanted, TITLE)
        return title if in_title else f"{self.expression(wanted)} & !({title})"

    def counts(self, expression, shelves):
        """A short count for each shelf: what a common word matches would take long to count to the end."""
        limited = f"{self.matching} AND id BETWEEN %s AND %s LIMIT {MOST_COUNTED + 1}"
        one = f"SELECT %s::int AS shelf, count(*) FROM ({limited}) AS found"  # noqa: S608
        parameters = [value for shelf in shelves for value in (shelf, expression, *ranges([shelf])[0])]
        rows = _rows(" UNION ALL ".join([one] * len(shelves)), parameters)
        return {shelf: count for shelf, count in rows if count}

    def _any_of(self, word, mark):
        beginnings = [f"{mark}{beginning}:*" for beginning in word.beginnings]
        return " | ".join(beginnings + [f"{mark}{token}" for token in word.tokens])


ENGINES = {"sqlite": FTS5(), "postgresql": TextSearchVector()}
