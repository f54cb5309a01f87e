"""Our calendars as a program in JavaScript reads them."""

import os

import pytest
from django.urls import reverse
from django.utils import translation

from tests.browser.ical_js import PATH, read_by_ical_js
from tests.events.calendars import LANGUAGES, read
from tests.events.factories import EventFactory, SessionFactory


@pytest.fixture
def forum(transactional_db):
    forum = EventFactory(title="Water forum, “Aral”; third", title_kk="Су форумы")
    times = {"starts_at": forum.starts_at, "ends_at": forum.ends_at}
    SessionFactory(event=forum, title="A rather long title that is folded: " + "су " * 30, **times)
    SessionFactory(event=forum, title="Called off", status="cancelled", **times)
    return forum


def test_ical_js_reads_in_four_languages_what_icalendar_reads(forum, client, open_page):
    if not PATH.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("No ical.js: npm ci.")
    page = open_page("/robots.txt")

    for language in LANGUAGES:
        with translation.override(language):
            answers = [client.get(address) for address in (reverse("events:calendar"), forum.calendar_url)]
        for answer in answers:
            expected = [
                [
                    entry["uid"],
                    entry["summary"],
                    entry.start.isoformat()[:19],
                    entry["dtstart"].params.get("tzid"),
                    entry["sequence"],
                ]
                for entry in read(answer).events
            ]
            assert read_by_ical_js(page, answer.text) == expected
            assert expected
