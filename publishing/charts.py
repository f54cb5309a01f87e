"""Charts drawn on the server as SVG: attributes and classes only, so that they obey our policy, print and take any colours.

    Bars([Datum("Kazakhstan", 12, "/organisations/?country=KZ"), …])     # bars that lie, one below the other
    Columns([Datum("2005", 3, ""), …])                                    # columns that stand, one a year

Lengths along the page are percentages, the rest are pixels: nothing is scaled, so letters have their size on any screen.
A chart always stands beside the table of its numbers (components/charts/figure.html): what it shows can be read without it.
"""

from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

from babel import Locale
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language

LINE, BAR, GAP = 18, 12, 12  # pixels: a line of a label, a bar, what lies between two
LABEL = 28  # letters in a line of a label: beside its number they fit into 320 pixels
LINES = 2
HEIGHT = 160  # pixels of the tallest column
ROOM = 24  # pixels above the columns for the largest number, and below for the years
MARKS = 5  # labels under columns at most: more would touch on a phone


class Datum(NamedTuple):
    """One number of a chart; `url` is "" where it leads nowhere."""

    label: str
    number: int
    url: str = ""

    @property
    def shown(self):
        return grouped(self.number)


def grouped(number):
    """Return a number as the active language writes it: "18 204", "18,204"."""
    return format_decimal(number, locale=get_language())


def percent(part, whole):
    """Return a share with one digit behind the point, as the active language writes it; "" of nothing."""
    pattern = Locale(get_language()).percent_formats[None].pattern.replace("0%", "0.0%").replace("0\xa0%", "0.0\xa0%")
    return format_percent(part / whole, format=pattern, locale=get_language()) if whole else ""


class Bar(NamedTuple):
    """A bar as drawn: its label as [(y, line)], `top` and `reach` of all of it, `y` and `width` (per cent) of the bar."""

    datum: Datum
    lines: list
    top: int
    reach: int
    y: int
    width: float


class Bars:
    """Bars that lie, each below its label, in the order given; at most `at_most` of them.

    The longest has the whole width, or is as much of it as it is of `whole`.
    """

    template_name = "components/charts/bars.html"
    thickness = BAR

    def __init__(self, data, *, at_most=None, whole=None):
        self.data = data[:at_most]
        self.whole = whole or max((datum.number for datum in self.data), default=0)
        self.marks, self.height = [], 0
        for datum in self.data:
            self.marks.append(self._mark(datum))
            self.height += self.marks[-1].reach + GAP
        self.is_linked = any(datum.url for datum in self.data)

    def _mark(self, datum):
        texts = wrap(datum.label, LABEL, max_lines=LINES, placeholder="…") or [""]
        lines = [(self.height + LINE * place - 5, text) for place, text in enumerate(texts, start=1)]
        width = round(100 * datum.number / self.whole, 2) if self.whole else 0
        depth = LINE * len(lines)
        return Bar(datum, lines, self.height, depth + BAR, self.height + depth, width)


class Column(NamedTuple):
    """A column as drawn: `x` and the `middle` of its place in per cent, `y` and `height`; `is_marked` if named below."""

    datum: Datum
    x: float
    middle: float
    y: float
    height: float
    is_marked: bool


class Columns:
    """Columns that stand side by side in the order given, such as years.

    The largest has the whole height, or is as much of it as it is of `whole`: so several charts have one scale.
    """

    template_name = "components/charts/columns.html"
    tallest, top, ground, height = HEIGHT, ROOM, HEIGHT + ROOM, HEIGHT + 2 * ROOM

    def __init__(self, data, *, whole=None):
        self.data = data
        self.largest = Datum("", whole or max((datum.number for datum in data), default=0))
        self.place = 100 / max(len(data), 1)
        self.width = round(self.place * 0.8, 3)
        every = -(-len(data) // MARKS)
        self.marks = [self._mark(datum, place, place % every == 0) for place, datum in enumerate(data)]
        self.is_linked = any(datum.url for datum in data)

    def _mark(self, datum, place, is_marked):
        height = round(HEIGHT * datum.number / self.largest.number, 1) if self.largest.number else 0
        start, middle = self.place * (place + 0.1), self.place * (place + 0.5)
        return Column(datum, round(start, 3), round(middle, 3), round(self.ground - height, 1), height, is_marked)


class Row(NamedTuple):
    """A row of a figure's table: `cells` are the `numbers` in words; `code` names it for machines."""

    code: str
    label: str
    url: str
    numbers: list
    cells: list


@dataclass
class Figure:
    """What components/charts/figure.html shows: a sentence, its pictures as [(caption, chart)], their table."""

    name: str
    title: str
    sentence: str
    charts: list
    headings: list
    rows: list
    csv_url: str = ""
