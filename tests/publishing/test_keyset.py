from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlencode

import pytest

from events.models import Event
from partnerships.models import Partnership
from publishing.keyset import Keyset
from tests.events.factories import EventFactory
from tests.partnerships.factories import PartnershipFactory

pytestmark = pytest.mark.django_db
LATEST = Keyset("starts_at", descending=True)
SIGNED = Keyset("signed_on", descending=True, may_be_empty=True)
SIGNED_FIRST = Keyset("signed_on", may_be_empty=True)


def walk(keyset, rows, size, step, start=None):
    """The pages of `rows` from `start` by way of `step` ("next" or "previous"), each as a list."""
    pages, params = [], start or {}
    while True:
        page = keyset.page(rows, params, size)
        pages.append(page.rows)
        if not (following := getattr(page, step)):
            return pages, params
        params = {name: values[0] for name, values in parse_qs(urlencode(following), keep_blank_values=True).items()}


def start_at(day):
    return {"starts_at": datetime(2027, 5, day, tzinfo=UTC), "ends_at": datetime(2027, 5, day, 5, tzinfo=UTC)}


def test_pages_follow_each_other_without_gap_or_repetition_also_where_times_are_equal():
    events = [EventFactory(**start_at(day)) for day in (1, 2, 2, 2, 3)]

    pages, _last = walk(LATEST, Event.objects.all(), 2, "next")

    assert pages == [[events[4], events[3]], [events[2], events[1]], [events[0]]]


def test_the_way_back_shows_the_same_pages():
    events = [EventFactory(**start_at(day)) for day in (1, 2, 2, 3)]
    _pages, last = walk(LATEST, Event.objects.all(), 2, "next")

    pages, _first = walk(LATEST, Event.objects.all(), 2, "previous", last)

    assert pages == [[events[1], events[0]], [events[3], events[2]]]


@pytest.mark.parametrize("keyset", [SIGNED, SIGNED_FIRST])
def test_rows_without_a_value_come_last_and_none_is_lost(keyset):
    days = [date(2021, 1, 1), None, date(2022, 1, 1), None, date(2021, 1, 1), None]
    rows = [PartnershipFactory(signed_on=day) for day in days]

    forth, last = walk(keyset, Partnership.objects.all(), 2, "next")
    back, _first = walk(keyset, Partnership.objects.all(), 2, "previous", last)

    assert sorted(row.pk for page in forth for row in page) == sorted(row.pk for row in rows)
    assert [row.signed_on is None for page in forth for row in page] == [False] * 3 + [True] * 3
    assert back == forth[::-1]


def test_a_row_added_before_the_page_moves_nothing_on_the_next_one():
    events = [EventFactory(**start_at(day)) for day in (1, 2, 3)]
    first = LATEST.page(Event.objects.all(), {}, 2)
    EventFactory(**start_at(9))

    second = LATEST.page(Event.objects.all(), first.next, 2)

    assert second.rows == [events[0]]


def test_a_row_taken_away_breaks_no_cursor():
    events = [EventFactory(**start_at(day)) for day in (1, 2, 3)]
    first = LATEST.page(Event.objects.all(), {}, 2)
    events[1].delete()

    assert LATEST.page(Event.objects.all(), first.next, 2).rows == [events[0]]


def test_a_single_page_has_no_neighbours():
    EventFactory()

    page = LATEST.page(Event.objects.all(), {}, 2)

    assert (page.previous, page.next) == ({}, {})


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "~",
        "~1",
        "soon~1",
        "2027-05-01T00:00:00~1",
        "0001-01-01T00:00:00+14:00~1",
        "2027-05-01T00:00:00+00:00~" + "9" * 30,
        "\x00~1",
        "x" * 5000,
    ],
)
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_cursor_that_is_not_ours_shows_the_first_page(name, cursor):
    event = EventFactory()

    assert LATEST.page(Event.objects.all(), {name: cursor}, 2).rows == [event]


def test_a_later_page_costs_one_query_like_the_first(count_queries):
    for day in (1, 2, 3):
        EventFactory(**start_at(day))
    page = LATEST.page(Event.objects.all(), {}, 2)

    assert count_queries(LATEST.page, Event.objects.all(), page.next, 2) == 1
