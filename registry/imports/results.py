"""What a run did, or a dry run would do, as a table to take away: a line for each value that changes or is refused."""

from django.utils.translation import gettext as _

from publishing.cells import plain
from registry.imports.columns import label_of
from registry.imports.problems import message_of


def headings():
    return [_("row of the file"), _("name"), _("outcome"), _("column"), _("before"), _("after"), _("reason")]


def lines(rows):
    """Yield the cells of each line of the ImportRows `rows`, in the active language; formulas are neutralised."""
    for row in rows.iterator(chunk_size=1000):
        beginning = [row.number or "", plain(row.label), row.get_outcome_display()]
        told = [*changes_of(row), *problems_of(row)] or [["", "", "", ""]]
        yield from ([*beginning, *map(plain, line)] for line in told)


def changes_of(row):
    return [[str(label_of(name)), shown(before), shown(after), ""] for name, (before, after) in row.changes.items()]


def problems_of(row):
    return [
        [problem["column"], "", "", str(message_of(problem["code"], problem["params"]))] for problem in row.problems
    ]


def shown(value):
    """Return a value of a row as people write it: a number as KZ-BIN-…, several values one after the other."""
    if isinstance(value, list):
        return "; ".join("-".join(one) if isinstance(one, list) else str(one) for one in value) or "–"
    return str(value or "–")
