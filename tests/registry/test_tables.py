"""Files as they really come: every encoding and delimiter is read, and what is no table is refused with a reason."""

import datetime
import io
import zipfile

import pytest

from registry.imports.problems import FileRefused
from registry.imports.tables import MOST_COLUMNS, read_table
from tests.registry.files import REGISTER, csv_file, xlsx_file

ROWS = [(2, REGISTER[1]), (3, REGISTER[2])]


def refusal(file):
    with pytest.raises(FileRefused) as caught:
        list(read_table(file).rows())
    return caught.value.code, caught.value.row


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251"])
def test_csv_is_read_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    table = read_table(csv_file(encoding=encoding, delimiter=delimiter))

    assert table.headings == REGISTER[0]
    assert list(table.rows()) == ROWS


def test_kazakh_letters_of_the_kazakh_code_page_are_read():
    rows = [REGISTER[0], ["", "Қоғамдық қор «Өңір»", "", "", ""]]

    table = read_table(csv_file(rows, encoding="kz1048"))

    assert next(table.rows())[1][1] == "Қоғамдық қор «Өңір»"


def test_xlsx_is_read_with_numbers_in_all_their_digits_and_days():
    rows = [REGISTER[0], [50140000011, "ОО «Родник»", None, datetime.date(2005, 2, 1), 71.0]]

    table = read_table(xlsx_file(rows))

    assert list(table.rows()) == [(2, ["50140000011", "ОО «Родник»", "", "2005-02-01", "71"])]


def test_titles_above_the_headings_and_blank_lines_are_passed_over():
    rows = [["Реестр НПО на 1 апреля 2023"], [], REGISTER[0], [], REGISTER[1]]

    table = read_table(xlsx_file(rows, merged=["A1:E1"]))

    assert (table.headings, table.heading_row) == (REGISTER[0], 3)
    assert list(table.rows()) == [(5, REGISTER[1])]


def test_a_second_row_of_headings_divides_the_merged_ones():
    rows = [["БИН", "Наименование", "Адрес", ""], ["", "", "область", "улица"], ["1", "Фонд", "Абай", "Мира"]]

    table = read_table(xlsx_file(rows, merged=["C1:D1"]))

    assert table.headings == ["БИН", "Наименование", "Адрес: область", "Адрес: улица"]
    assert list(table.rows()) == [(3, ["1", "Фонд", "Абай", "Мира"])]


def test_a_telephone_number_and_a_dash_are_no_formulas():
    rows = [REGISTER[0], ["-", "+7 701 000 00 00", "-5", "", ""]]

    assert list(read_table(csv_file(rows)).rows()) == [(2, rows[1])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"%PDF-1.7 ...", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n", "wrong_type"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Excel", "old_excel"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"one;two\r\n1;2\r\n", "no_headings"),
    ],
)
def test_what_is_no_table_is_refused(content, code):
    assert refusal(io.BytesIO(content)) == (code, None)


def test_a_file_with_fifty_thousand_columns_is_refused():
    rows = [[*REGISTER[0], *(f"column {number}" for number in range(50_000))]]

    assert refusal(csv_file(rows)) == ("too_many_columns", 1)
    assert MOST_COLUMNS == 500


def test_a_row_with_more_cells_than_headings_is_refused_with_its_number():
    assert refusal(csv_file([REGISTER[0], REGISTER[1], [*REGISTER[1], "one more"]])) == ("unequal", 3)


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://x")', "@SUM(1)", "+cmd(1)", "-cmd(1)"])
def test_a_formula_is_refused_with_its_row(formula):
    rows = [REGISTER[0], REGISTER[1], ["", formula, "", "", ""]]

    assert refusal(csv_file(rows)) == ("formula", 3)
    assert refusal(xlsx_file(rows)) == ("formula", 3)


def test_a_nul_is_refused_with_its_row():
    assert refusal(csv_file([REGISTER[0], ["", "Фонд\x00", "", "", ""]])) == ("nul", 2)


def test_a_cell_longer_than_excel_allows_is_refused():
    assert refusal(csv_file([REGISTER[0], ["", "x" * 40_000, "", "", ""]])) == ("long_cell", 2)


def test_a_bomb_in_a_workbook_is_not_opened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)

    assert refusal(file) == ("bomb", None)


def test_a_workbook_with_entities_is_not_opened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')

    assert refusal(file) == ("entities", None)


def test_an_archive_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("readme.txt", "hello")

    assert refusal(file) == ("wrong_type", None)


def test_bytes_without_an_encoding_are_refused():
    code, _row = refusal(io.BytesIO(bytes(range(1, 256)) * 20))

    assert code in ("encoding", "no_headings")
