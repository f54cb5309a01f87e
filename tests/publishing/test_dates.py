from datetime import date

import pytest
from django.utils import translation

from publishing.templatetags.dates import days, known

OCTOBER_19, OCTOBER_20, NOVEMBER_2 = date(2023, 10, 19), date(2023, 10, 20), date(2023, 11, 2)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "19–20 October 2023"), ("ru", "19–20 октября 2023 г."), ("kk", "2023 ж. 19–20 қазан")],
)
def test_days_of_one_month_name_it_once(language, shown):
    with translation.override(language):
        assert days(OCTOBER_19, OCTOBER_20) == f'<time datetime="2023-10-19">{shown}</time>'


def test_one_day_is_not_a_range():
    assert days(OCTOBER_19, OCTOBER_19) == '<time datetime="2023-10-19">19 October 2023</time>'


def test_days_of_two_months_stand_in_full():
    assert days(OCTOBER_20, NOVEMBER_2) == (
        '<time datetime="2023-10-20">20 October 2023</time> – <time datetime="2023-11-02">2 November 2023</time>'
    )


def test_no_more_of_a_date_is_shown_than_is_known():
    assert known(OCTOBER_19, "month") == '<time datetime="2023-10">October 2023</time>'
    assert known(OCTOBER_19, "year") == '<time datetime="2023">2023</time>'
    assert known(None) == ""
