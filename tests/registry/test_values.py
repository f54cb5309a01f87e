"""What a cell means, however it was typed."""

import pytest

from people.models import Group
from registry.imports.problems import Problem
from registry.imports.values import References, read_row
from tests.registry.factories import SourceFactory

pytestmark = pytest.mark.django_db


def read(source=None, references=None, **texts):
    return read_row(
        {"name_ru": "Фонд", **texts}, source=source or SourceFactory(), references=references or References()
    )


def value(field, text, **source):
    values, problems, _set_aside = read(SourceFactory(**source), **{field: text})
    assert problems == []
    return values[field]


def problem(field, text):
    _values, problems, _set_aside = read(**{field: text})
    return problems


@pytest.mark.parametrize("text", ["050140000011", "50140000011", " 0501 4000 0011 ", "'050140000011", "50140000011.0"])
def test_a_bin_is_read_with_the_zeros_that_a_spreadsheet_took(text):
    assert value("identifier", text) == ["KZ-BIN", "050140000011"]


def test_an_identifier_may_bring_its_own_scheme():
    assert value("identifier", "KG-OKPO-12345678") == ["KG-OKPO", "12345678"]


@pytest.mark.parametrize(("text", "code"), [("050140000019", "checksum"), ("123", "format"), ("нет", "format")])
def test_a_wrong_number_is_set_aside_with_the_reason_and_the_row_stands(text, code):
    values, problems, set_aside = read(identifier=text)

    assert (values, problems) == ({"name_ru": "Фонд", "country": "KZ"}, [])
    assert set_aside == [("KZ-BIN", text, code)]


@pytest.mark.parametrize("text", ["01.02.2005", "1.2.2005", "2005-02-01", "38384", "38384.5", "01.02.2005 00:00"])
def test_days_are_read_as_people_and_excel_write_them(text):
    assert value("founded_on", text) == "2005-02-01"


def test_days_of_the_macintosh_count_from_1904():
    values, _problems, _set_aside = read(references=References(counts_from_1904=True), founded_on="36922")

    assert values["founded_on"] == "2005-02-01"


@pytest.mark.parametrize("text", ["2005", "01.02.05", "31.02.2005", "when we met"])
def test_what_is_no_day_is_refused(text):
    assert problem("founded_on", text) == [Problem("date", "founded_on", {"value": text})]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KZ-71", "KZ-71"),
        ("Астана", "KZ-71"),
        ("г. Астана", "KZ-71"),
        ("Акмолинская обл.", "KZ-11"),
        ("Ақмола облысы", "KZ-11"),
        ("Almaty", "KZ-75"),
        ("г.Алматы", "KZ-75"),
        ("Алматинская область", "KZ-19"),
        ("Алматы облысы", "KZ-19"),
    ],
)
def test_regions_are_known_by_name_in_any_language_and_by_code(text, code):
    assert value("region", text) == code


def test_a_region_tells_the_country():
    values, _problems, _set_aside = read(SourceFactory(country=""), region="KG-GB")

    assert values["country"] == "KG"


def test_a_region_of_another_country_is_refused():
    _values, problems, _set_aside = read(region="Шымкент", country="Узбекистан")

    assert problems == [Problem("region", "region", {"value": "Шымкент"})]


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("country", "Казахстан", "KZ"),
        ("country", "uz", "UZ"),
        ("status", "Действующая", "active"),
        ("status", "inactive", "inactive"),
        ("status", "в стадии ликвидации", "liquidation"),
        ("status", "Приостановлено", "suspended"),
        ("kind", "22", "22"),
        ("kind", "Общественный фонд", "22"),
        ("kind", "Министерство", "10"),
        ("regions", "г. Астана; KZ-11", ["KZ-11", "KZ-71"]),
        ("goals", "ЦУР 5, 1; SDG 17", [1, 5, 17]),
        ("website", "example.org/about", "https://example.org/about"),
        ("email", "Office@Example.org", "office@example.org"),
        ("address", " ул.  Мира,\n 1 ", "ул. Мира, 1"),
    ],
)
def test_words_and_codes_are_understood(field, text, expected):
    assert value(field, text) == expected


def test_groups_are_known_by_name_in_any_language_and_by_slug():
    Group.objects.create(name_en="Older people", name_ru="Пожилые люди", slug="older-people")

    assert value("groups", "пожилые ЛЮДИ; older-people") == ["older-people"]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("region", "Атлантида", "region"),
        ("country", "Narnia", "country"),
        ("status", "цветёт", "status"),
        ("kind", "клумба", "kind"),
        ("goals", "18", "goal"),
        ("groups", "martians", "group"),
        ("website", "our site", "website"),
        ("email", "not mail", "email"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_column_and_value(field, text, code):
    assert problem(field, text) == [Problem(code, field, {"value": text})]


def test_a_row_without_a_name_is_refused():
    _values, problems, _set_aside = read(name_ru=" – ")

    assert problems == [Problem("no_name")]


def test_a_name_longer_than_a_name_is_refused():
    assert [one.code for one in problem("name_ru", "x" * 301)] == ["too_long", "no_name"]
