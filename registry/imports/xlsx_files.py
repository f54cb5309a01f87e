"""XLSX: what is safe to open, and its rows as a stream."""

import datetime
import zipfile
from functools import partial

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from registry.imports.problems import FileRefused

# A sheet of 500,000 rows unpacks to about 200 MB, at about 20 to 1; a bomb reaches 1,000 to 1.
LARGEST_UNPACKED = 300 * 1024**2
HIGHEST_RATIO = 200
MOST_PARTS = 2_000
PROLOGUE = 64 * 1024  # bytes of each part in which a DTD would have to stand


def open_rows(file):
    """Return (function that yields (row number, cells), facts for the Table) of the first sheet that holds anything."""
    check_package(file)
    book = open_book(file)
    facts = {"counts_from_1904": book.epoch == CALENDAR_MAC_1904}
    names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    book.close()
    found = next((name for name in names if next(rows_of(file, name), None)), None)
    if found is None:
        raise FileRefused("empty")
    return partial(rows_of, file, found), facts


def check_package(file):
    """Raise FileRefused unless `file` is a workbook that unpacks to a sensible size and defines no entities."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise FileRefused("wrong_type")
            unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * max(packed, 10_000):
                raise FileRefused("bomb")
            for part in parts:
                check_part(package, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FileRefused("damaged") from error


def check_part(package, part):
    """No part has a document type: with one, a few lines can stand for gigabytes, or for a file of this machine."""
    if part.filename.endswith((".xml", ".rels")):
        with package.open(part) as content:
            begin = content.read(PROLOGUE).replace(b"\x00", b"")
        if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin:
            raise FileRefused("entities")


def open_book(file):
    file.seek(0)
    try:
        return load_workbook(file, read_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers do for a book that is none
        raise FileRefused("damaged") from error


def rows_of(file, name):
    """Yield (row number, cells as texts) of the sheet `name`."""
    book = open_book(file)
    sheet = book[name]
    sheet.reset_dimensions()  # what the file says of its own size may be a million empty columns
    try:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [text_of(cell) for cell in cells]
    except FileRefused:
        raise
    except Exception as error:  # the same for a sheet
        raise FileRefused("damaged") from error
    finally:
        book.close()


def text_of(cell):
    """Return what a cell shows as text: a number with all its digits, a day as YYYY-MM-DD, a formula with its "="."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).strip()
