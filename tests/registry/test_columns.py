"""Headings in Kazakh, Russian and English are known for what they are."""

import pytest

from registry.imports.columns import check, field_of, guess
from registry.imports.problems import Problem


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("БИН", "identifier"),
        ("БСН", "identifier"),
        ("Наименование организации", "name_ru"),
        ("Ұйымның атауы", "name_kk"),
        ("Наименование на казахском языке", "name_kk"),
        ("Name", "name_en"),
        ("name_uz", "name_uz"),
        ("Өңірі", "region"),
        ("Область", "region"),
        ("Область деятельности", "focus_areas"),
        ("Юридический адрес", "address"),
        ("Дата гос. регистрации", "founded_on"),
        ("Статус", "status"),
        ("E-mail", "email"),
        ("description_en", "description_en"),
        ("Количество сотрудников", None),
        ("№ п/п", None),
        ("ФИО руководителя", None),
        ("Телефон", "telephone"),
        ("", None),
    ],
)
def test_a_heading_stands_for_a_field(heading, field):
    assert field_of(heading) == field


def test_what_was_chosen_for_the_source_before_counts_more_than_the_heading():
    headings = ["БИН", "Наименование", "Столбец 3"]

    assert guess(headings, {"address": "Столбец 3", "legal_form": "not in this file"}) == {
        "address": "Столбец 3",
        "identifier": "БИН",
        "name_ru": "Наименование",
    }


def test_of_two_columns_for_one_field_the_first_is_taken():
    assert guess(["Наименование", "Полное наименование"]) == {"name_ru": "Наименование"}


def test_a_choice_of_columns_that_cannot_be_used_is_told():
    assert check({"colour": "A", "region": "B", "address": "A"}, ["A"]) == [
        Problem("unknown_field", "", {"value": "colour"}),
        Problem("no_such_column", "B"),
        Problem("column_twice", "A"),
        Problem("no_name_column"),
    ]
