"""`icontains` means the same on SQLite and PostgreSQL: any case of any script, and marks are only text."""

import pytest

from places.models import Place
from publishing.any_case import like
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["қонақ", "ҚОНАҚ", "Қонақ үйі", "ҮЙІ"])
def test_cyrillic_is_found_in_any_case(typed):
    place = PlaceFactory(name_kk="«Қазақстан» Қонақ үйі")
    PlaceFactory(name_kk="Мектеп")

    assert list(Place.objects.filter(name_kk__icontains=typed)) == [place]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "100%", ".*", "(", "a_b"])
def test_marks_are_only_text(typed):
    place = PlaceFactory(name_kk=f"Зал {typed} А")
    PlaceFactory(name_kk="Зал axb Б")

    assert list(Place.objects.filter(name_kk__icontains=typed)) == [place]


@pytest.mark.parametrize(
    ("lookup", "typed", "count"),
    [("istartswith", "БОЛЬ", 1), ("iendswith", "ЗАЛ", 1), ("istartswith", "зал", 0), ("iexact", "БОЛЬШОЙ зал", 1)],
)
def test_beginnings_ends_and_whole_texts_are_told_apart(lookup, typed, count):
    PlaceFactory(name_ru="Большой зал")

    assert Place.objects.filter(**{f"name_ru__{lookup}": typed}).count() == count


def test_text_of_several_lines_is_one_text():
    place = PlaceFactory(name_ru="Первый\nвторой")

    assert list(Place.objects.filter(name_ru__icontains="ВТОРОЙ")) == [place]


@pytest.mark.parametrize(
    ("pattern", "text", "answer"),
    [("%a_c%", "xABCx", True), ("a_c", "ABBC", False), ("a%c", "abbC", True), ("%", "", True), ("", "a", False),
     (None, "a", None), ("a", None, None), ("1%", 12, True)],
)  # fmt: skip
def test_what_sqlite_calls_answers_as_like_does(pattern, text, answer):
    assert like(pattern, text) is answer
