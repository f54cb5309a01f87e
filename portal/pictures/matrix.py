"""Goals, or the targets of one, by countries, regions or groups: how many there are where both meet."""

from dataclasses import dataclass
from typing import NamedTuple

from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from people.facets import bits
from places.countries import Country
from places.tile_map import shade_of, thresholds
from portal.pictures.asking import Choice, tokens
from portal.pictures.sets import LISTS
from publishing.charts import grouped

MONEY = "money"
COUNTED = {name: listed.label for name, listed in LISTS.items()} | {MONEY: pgettext_lazy("of partnerships", "Money")}
BY = {"country": gettext_lazy("Countries"), "region": gettext_lazy("Regions"), "group": gettext_lazy("Groups served")}


class Cell(NamedTuple):
    """`number` is what is counted or summed, `rows` how long the list at `url` is."""

    number: object
    shown: str
    rows: int
    url: str
    shade: int


class Line(NamedTuple):
    """A row of the matrix; `url` leads deeper, `total` is whatever the column."""

    code: str
    label: str
    url: str
    total: Cell
    cells: list


@dataclass
class Matrix:
    """What templates/portal/pictures/matrix.html shows."""

    sentence: str
    heading: str
    columns: list
    lines: list
    legend: list

    @property
    def has_numbers(self):
        return any(line.total.number for line in self.lines)


def lists_with(user, memory):
    """Return {what is counted: its Listed} of the lists that can be narrowed by a column; money is of partnerships."""
    found = {name: listed(user, memory) for name, listed in LISTS.items()}
    found = {name: listed for name, listed in found.items() if any(map(listed.can_be_narrowed_by, BY))}
    return found | ({MONEY: found["partnerships"]} if found["partnerships"].money else {})


def choices(lists, listed, *, is_money, by_region):
    """Return the choices of the matrix; money is asked for by currency, for amounts of several are never added up."""
    by = {name: label for name, label in BY.items() if listed.can_be_narrowed_by(name)}
    found = {
        "count": Choice(_("What is counted"), [(name, COUNTED[name]) for name in lists]),
        "currency": Choice(_("Currency"), [(code, code) for code in by_use(listed)] if is_money else []),
        "by": Choice(_("Columns"), list(by.items())),
        "country": Choice(_("Regions of"), Country.choices if by_region else []),
        "goal": Choice(_("Rows"), goals_to_open(listed), everything=_("The seventeen goals")),
    }
    return {name: choice for name, choice in found.items() if choice.options}


def by_use(listed):
    """Return the currencies, that of the most partnerships first."""
    return sorted(listed.money_known, key=lambda code: (-listed.money_known[code].bit_count(), code))


def goals_to_open(listed):
    return [(token, _("Targets of goal %(goal)s") % {"goal": label}) for token, label in tokens(listed.options("goal"))]


class Counter:
    """Says what a cell holds; for money it adds up one currency over the partnerships of the cell."""

    def __init__(self, listed, currency=""):
        self.listed, self.currency = listed, currency
        if currency:
            self.amounts, self.known = listed.money[currency], listed.money_known[currency]

    def cell(self, **chosen):
        """Return the Cell of those with all `chosen` options, its shade yet unknown."""
        members, asked = self.listed.within(**chosen), {name: option.token for name, option in chosen.items()}
        if self.currency:
            members, asked = members & self.known, asked | {"currency": self.currency}
        rows = members.bit_count()
        url = self.listed.link(**asked) if rows else ""
        if not self.currency:
            return Cell(rows, grouped(rows), rows, url, 0)
        amount = sum(self.amounts[key] for key in bits.keys_of(members))
        return Cell(amount, format_decimal(amount, locale=get_language()), rows, url if amount else "", 0)


def currency_of(asking):
    """Return the currency of what is counted, chosen or the usual one; "" where it is no money."""
    return asking.chosen("currency") if "currency" in asking.choices else ""


def matrix(listed, asking):
    """Return the Matrix of what is asked, of the Listed `listed`."""
    currency = currency_of(asking)
    facet = "target" if asking.chosen("goal") else "goal"
    counter = Counter(listed, currency)
    columns = [option for option in listed.options(asking.chosen("by")) if is_shown(option, asking)]
    lines = [line(counter, facet, option, columns, asking) for option in rows_of(listed, facet, asking)]
    lines, limits = shaded(lines)
    return Matrix(
        told(lines, columns, currency),
        _("Target") if facet == "target" else _("Goal"),
        columns,
        lines,
        legend(lines, limits),
    )


def rows_of(listed, facet, asking):
    goal = asking.chosen("goal")
    return [option for option in listed.options(facet) if not goal or option.within == goal]


def is_shown(option, asking):
    return asking.chosen("by") != "region" or option.within == asking.chosen("country")


def line(counter, facet, option, columns, asking):
    by = asking.chosen("by")
    cells = [counter.cell(**{facet: option, by: column}) for column in columns]
    deeper = asking.query(goal=option.token) if facet == "goal" else ""
    return Line(option.token, option.label, deeper, counter.cell(**{facet: option}), cells)


def shaded(lines):
    """Return the lines with a shade for each cell, and the least number of each shade."""
    limits = thresholds([cell.number for line in lines for cell in line.cells])
    return [
        line._replace(cells=[cell._replace(shade=shade_of(cell.number, limits)) for cell in line.cells])
        for line in lines
    ], limits


def legend(lines, limits):
    """Return [{shade, least, most}] of the shades that occur."""
    cells = [cell for line in lines for cell in line.cells]
    found = []
    for shade in sorted({cell.shade for cell in cells}):
        ordered = sorted((cell for cell in cells if cell.shade == shade), key=lambda cell: cell.number)
        found.append({"shade": shade, "least": ordered[0].shown, "most": ordered[-1].shown})
    return found


def told(lines, columns, currency):
    """Return the sentence: where the most is, and in how many fields there is nothing."""
    fields = [(cell, line, column) for line in lines for cell, column in zip(line.cells, columns, strict=True)]
    if not any(cell.number for cell, _line, _column in fields):
        return _("Nothing is known of this yet.")
    most, row, column = max(fields, key=lambda field: field[0].number)
    empty = sum(not cell.number for cell, _line, _column in fields)
    first = _("Most: “%(row)s”, %(column)s: %(number)s.") % {
        "row": row.label,
        "column": column.label,
        "number": f"{most.shown} {currency}".strip(),
    }
    rest = ngettext(
        "Of %(fields)s field %(empty)s is empty.", "Of %(fields)s fields %(empty)s are empty.", len(fields)
    ) % {"fields": grouped(len(fields)), "empty": grouped(empty)}
    return f"{first} {rest}"
