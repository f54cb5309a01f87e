"""Read the tables that ministries really send: CSV in any of their encodings, XLSX with titles above the headings.

    table = read_table(file)
    table.headings            # ["БИН", "Наименование", …]
    for number, cells in table.rows(): ...   # cells as texts, as many as headings

The file is read as a stream, twice: once for the headings, once for the rows. Whatever is wrong raises FileRefused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from publishing.cells import LONGEST as LONGEST_CELL
from publishing.cells import meant
from registry.imports import csv_files, xlsx_files
from registry.imports.columns import recognised
from registry.imports.problems import FileRefused

LARGEST = 100  # MB
MOST_COLUMNS = 500
MOST_ROWS = 500_000
LOOKED_AT = 30  # rows in which the headings must stand
OTHER_TYPES = [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf"]
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg")


@dataclass(frozen=True)
class Table:
    """A table in a file. `encoding` and `delimiter` are empty for XLSX; `heading_row` is the last row of headings."""

    headings: list
    heading_row: int
    stream: Callable
    encoding: str = ""
    delimiter: str = ""
    counts_from_1904: bool = False

    def rows(self):
        """Yield (row number, cells) of every row below the headings that is not blank."""
        width, count = len(self.headings), 0
        for number, cells in self.stream():
            if number <= self.heading_row or not any(cells):
                continue
            count += 1
            check_row(number, cells, self.headings, count)
            yield number, [meant(cell) for cell in cells[:width]] + [""] * (width - len(cells))

    def count_rows(self):
        """Return how many rows there are. Reads the file to its end."""
        return sum(1 for _row in self.rows())


def read_table(file):
    """Return the Table in the binary `file`, which must stay open while its rows are read. Raises FileRefused."""
    kind = kind_of(file)
    stream, facts = (xlsx_files if kind == "xlsx" else csv_files).open_rows(file)
    begin = [(number, cells) for number, cells in islice(stream(), LOOKED_AT) if any(cells)]
    for number, cells in begin:
        check_width(number, cells)
    headings, heading_row = find_headings(begin)
    return Table(headings, heading_row, stream, **facts)


def kind_of(file):
    """Return "xlsx" or "csv" by the content of `file`, whatever its name. Raises FileRefused for anything else."""
    size = file.seek(0, 2)
    file.seek(0)
    begin = file.read(512)
    file.seek(0)
    if not begin.strip(b"\xef\xbb\xbf \r\n\t\x00"):
        raise FileRefused("empty")
    if size > LARGEST * 1024**2:
        raise FileRefused("too_large", limit=LARGEST)
    if begin.startswith(b"PK\x03\x04"):
        return "xlsx"
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused("old_excel")
    if begin.startswith(tuple(OTHER_TYPES)) or begin.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise FileRefused("wrong_type")
    return "csv"


def find_headings(begin):
    """Return (headings, number of their last row) among the first rows of a file.

    Above them may stand titles; a second row of headings may divide merged ones ("Address": "region", "street").
    """
    best = max(begin, key=lambda row: (recognised(row[1]), len([cell for cell in row[1] if cell])), default=None)
    if best is None or not recognised(best[1]):
        raise FileRefused("no_headings")
    number, upper = best
    below = next((row for row in begin if row[0] == number + 1), None)
    if below and divides(upper, below[1]):
        return without_empty_end(joined(upper, below[1])), number + 1
    return without_empty_end(upper), number


def divides(upper, lower):
    """Tell whether `lower` is a second row of headings: words only, beside or below a merged heading, and no data."""
    gaps = [place for place, cell in enumerate(lower) if cell and (place >= len(upper) or not upper[place])]
    words = all(not any(character.isdigit() for character in cell) for cell in lower)
    return (
        bool(gaps)
        and words
        and any(upper[place] and not lower[place] for place in range(min(map(len, (upper, lower)))))
    )


def joined(upper, lower):
    headings, merged = [], ""
    for place in range(max(len(upper), len(lower))):
        over = upper[place] if place < len(upper) else ""
        under = lower[place] if place < len(lower) else ""
        merged = over or (merged if under else "")
        headings.append(f"{merged}: {under}" if merged and under else merged or under)
    return headings


def without_empty_end(headings):
    width = max(place for place, heading in enumerate(headings, start=1) if heading)
    return headings[:width]


def check_width(number, cells):
    if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
        raise FileRefused("too_many_columns", row=number, limit=MOST_COLUMNS)


def check_row(number, cells, headings, count):
    """Raise FileRefused for a row that no table of organisations has."""
    if count > MOST_ROWS:
        raise FileRefused("too_many_rows", row=number, limit=MOST_ROWS)
    check_width(number, cells)
    if any(cells[len(headings) :]):
        raise FileRefused("unequal", row=number)
    for heading, cell in zip(headings, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            raise FileRefused("long_cell", row=number, limit=LONGEST_CELL)
        if "\x00" in cell:
            raise FileRefused("nul", row=number)
        if is_formula(cell):
            raise FileRefused("formula", row=number, heading=heading)


def is_formula(cell):
    """Tell whether a spreadsheet would reckon with `cell`; a telephone number, a dash and a negative number are none."""
    if cell[:1] in ("=", "@"):
        return True
    return cell[:1] in ("+", "-") and any(character.isalpha() for character in cell) and "(" in cell
