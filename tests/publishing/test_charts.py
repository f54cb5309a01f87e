"""Charts: what their marks measure, that they obey our policy, and that nothing in them depends on a language."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from publishing.charts import Bars, Columns, Datum, grouped, percent

DATA = [Datum("Kazakhstan", 200, "/list/?country=KZ"), Datum("Kyrgyzstan", 50, ""), Datum("Tajikistan", 0, "")]


def drawn(chart):
    context = {"chart": chart, "id": "by-country-1", "title": "Organisations", "sentence": "Most are here."}
    return render_to_string(chart.template_name, context)


def test_bars_are_as_long_as_their_numbers():
    assert [mark.width for mark in Bars(DATA).marks] == [100, 25, 0]


def test_bars_may_be_shares_of_a_whole():
    assert [mark.width for mark in Bars(DATA, whole=400).marks] == [50, 12.5, 0]


def test_bars_lie_one_below_the_other_and_a_long_label_takes_two_lines():
    chart = Bars([Datum("A commission, a council or a working group of a country", 1), Datum("Other", 1)])

    first, second = chart.marks
    assert [line for _y, line in first.lines] == ["A commission, a council or a", "working group of a country"]
    assert (first.top, second.top, second.top > first.y + chart.thickness) == (0, first.reach + 12, True)
    assert chart.height == second.top + second.reach + 12


def test_a_label_longer_than_two_lines_is_cut_and_told_in_full_to_whoever_asks():
    label = "A very long name " * 6

    page = drawn(Bars([Datum(label, 1)]))

    assert page.count("<text") == 3
    assert "…" in page
    assert f"<title>{label}: 1</title>" in page


def test_only_so_many_bars_are_drawn_as_wanted():
    assert len(Bars(DATA, at_most=2).marks) == 2


def test_columns_stand_on_the_ground_and_share_the_width():
    chart = Columns(DATA)

    assert [(mark.y + mark.height, mark.height) for mark in chart.marks] == [(184, 160), (184, 40), (184, 0)]
    assert [mark.middle for mark in chart.marks] == [16.667, 50, 83.333]


@pytest.mark.parametrize(("years", "marked"), [(3, 3), (5, 5), (36, 5), (80, 5)])
def test_at_most_five_columns_are_named(years, marked):
    chart = Columns([Datum(str(1980 + year), 1) for year in range(years)])

    assert sum(mark.is_marked for mark in chart.marks) == marked


@pytest.mark.parametrize("chart_class", [Bars, Columns])
def test_nothing_to_show_and_nothing_but_zeros_are_drawn_too(chart_class):
    assert "<svg" in drawn(chart_class([]))
    assert "<svg" in drawn(chart_class([Datum("None", 0)]))


@pytest.mark.parametrize("chart_class", [Bars, Columns])
def test_a_chart_obeys_the_policy_and_names_itself(chart_class):
    page = drawn(chart_class([Datum("<b>&", 3)]))

    assert re.search(r"\sstyle=|<style|<script|\son\w+=", page) is None
    assert 'role="img" aria-labelledby="by-country-1-title by-country-1-desc"' in page
    assert '<title id="by-country-1-title">Organisations</title>' in page
    assert "<b>" not in page


@pytest.mark.parametrize("chart_class", [Bars, Columns])
def test_links_are_no_part_of_an_image_and_leave_the_keyboard_to_the_table(chart_class):
    page = drawn(chart_class(DATA))

    assert 'role="group"' in page
    assert re.findall(r"<a [^>]*>", page) == ['<a href="/list/?country=KZ" tabindex="-1">']


@pytest.mark.parametrize("chart_class", [Bars, Columns])
def test_coordinates_are_written_alike_in_every_language(chart_class):
    data = [Datum("Three", 3), Datum("Seven", 7)]
    with translation.override("en"):
        english = drawn(chart_class(data))
    with translation.override("ru"):
        russian = drawn(chart_class(data))

    assert english == russian


@pytest.mark.parametrize(
    ("language", "number", "share"),
    [("en", "18,204", "33.3%"), ("ru", "18\xa0204", "33,3\xa0%"), ("kk", "18\xa0204", "33,3%")],
)
def test_numbers_are_written_as_the_reader_writes_them(language, number, share):
    with translation.override(language):
        assert (grouped(18_204), percent(1, 3), percent(1, 0)) == (number, share, "")
