"""No public address shows a draft, or a person who did not agree: the pages, walked with hidden rows that could leak.

The API is walked the same way in tests/config/test_api_leaks.py.
"""

import re

import pytest
from django.urls import reverse

from events.models import Event, Session
from events.my_programme import signed
from portal.search.query import search
from tests.hidden import MARK, fill, leaks_in
from tests.people.factories import UserFactory
from tests.sitemap import every_address

LISTS = ["/en/", "/kk/", "/ru/", "/ky/", "/sitemap.xml", "/en/events/?when=past", "/en/commitments/?progress=on_course"]


# The ways in which the programme of an event can be looked at, and how one might ask it for what is hidden.
PROGRAMME = ["", "?view=grid", "?by=room", "?by=track", "?by=goal", "?view=grid&by=goal&tz=Asia/Tashkent"]
ASKED = ["person=unseen-person", "organisation=unseen-organisation", "q=unseen", "track=unseen", "day=2023-10-19"]


@pytest.fixture
def hidden(db):
    return fill()


def without_the_way_in(page):
    """The page without what alone differs for whoever is signed in."""
    return re.sub(r'<a class="account-link".*?</a>', "", page, flags=re.DOTALL)


def test_no_page_names_what_is_hidden_and_a_reader_who_signed_in_sees_the_same(client, hidden):
    reader = type(client)(HTTP_ACCEPT_LANGUAGE="en")
    reader.force_login(UserFactory())
    addresses = [path for path in every_address(client) if path.startswith("/en/")] + LISTS

    answers = {address: client.get(address) for address in addresses}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert len(addresses) > 50
    assert [address for address, answer in answers.items() if leaks_in(answer.text)] == []
    others = {address: without_the_way_in(reader.get(address).text) for address in addresses}
    assert [address for address in addresses if without_the_way_in(answers[address].text) != others[address]] == []


def test_no_way_to_look_at_a_programme_names_or_counts_what_is_hidden(client, hidden):
    events = Event.objects.published()
    looks = [f"{event.get_absolute_url()}{way}" for event in events for way in PROGRAMME]
    asked = [f"{event.get_absolute_url()}?{question}" for event in events for question in ASKED]

    answers = {address: client.get(address) for address in looks + asked}

    assert len(events) > 3
    assert {answer.status_code for answer in answers.values()} == {200}
    assert [address for address in looks if leaks_in(answers[address].text)] == []
    # What was asked stands in the address and the form, nowhere else.
    assert [address for address in asked if leaks_in(in_rows(answers[address]))] == []
    shown = {event: len(answers[event.get_absolute_url()].context["programme"].everything) for event in events}
    assert shown == {event: Session.objects.published().filter(event=event).count() for event in events}


def in_rows(answer):
    return "".join(row for group in answer.context["groups"] for row in group["rows"])


def in_other_forms():
    """Every address at which other programs read events, sessions and stories; hidden rows are asked for as well."""
    events, sessions = Event.objects.all(), Session.objects.select_related("event")
    addresses = [
        reverse(name)
        for name in ("events:calendar", "events:calendar_with_sessions", "events:feed", "knowledge:story_feed")
    ]
    addresses += [reverse("partnerships:feed")]
    addresses += [
        reverse(route, args=[form])
        for route in ("partnerships:export", "partnerships:commitment_export")
        for form in ("csv", "json")
    ]
    addresses += [row.calendar_url for row in (*events, *sessions)]
    addresses += [event.schedule_url(form) for event in events for form in ("xml", "json")]
    for event in events:
        everything = signed(event, event.sessions.values_list("pk", flat=True))
        addresses += [reverse(name, args=[event.slug]) for name in ("events:choose", "events:release_feed")]
        addresses += [reverse(name, args=[event.slug, everything]) for name in ("events:mine", "events:mine_calendar")]
    return addresses


def test_no_calendar_feed_or_schedule_names_what_is_hidden(client, hidden):
    answers = {address: client.get(address) for address in in_other_forms()}

    shown = {address: answer for address, answer in answers.items() if answer.status_code == 200}
    assert {answer.status_code for answer in answers.values()} == {200, 404}
    assert len(shown) > 25
    assert [address for address, answer in shown.items() if leaks_in(words_of(answer))] == []


def words_of(answer):
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.text


def test_staff_do_see_what_is_hidden_in_calendars_and_schedules(editor_client, hidden):
    showing = [address for address in in_other_forms() if leaks_in(words_of(editor_client.get(address)))]

    assert reverse("partnerships:export", args=["csv"]) in showing
    assert reverse("events:calendar") in showing
    assert hidden["event"].calendar_url in showing
    assert hidden["event"].schedule_url("json") in showing


def test_hidden_rows_have_no_page(client, hidden):
    with_page = {name: row.get_absolute_url() for name, row in hidden.items() if name != "photo"}

    assert {name: client.get(address).status_code for name, address in with_page.items()} == dict.fromkeys(
        with_page, 404
    )


def test_search_finds_and_counts_nothing_that_is_hidden(hidden):
    results = search(MARK)

    assert results.page().hits == []
    assert results.facets == []


def test_home_counts_only_what_is_public(client, hidden):
    figures = client.get(reverse("portal:home")).context["figures"]

    counted = {figure["url"]: figure["number"] for figure in figures}
    assert len(counted) == 4
    for address, number in counted.items():
        assert len(client.get(address).context["object_list"]) == number


def test_staff_do_see_what_is_hidden(editor_client, hidden):
    lists = [reverse("events:list"), reverse("people:organisations"), reverse("people:people"), reverse("reviews:list")]

    assert [address for address in lists if not leaks_in(editor_client.get(address).text)] == []


def test_a_page_kept_for_everybody_is_never_one_made_for_staff(client, editor_client, hidden, settings):
    settings.PAGE_CACHE_SECONDS = 60
    editor_client.get(reverse("events:list"))

    assert not leaks_in(client.get(reverse("events:list")).text)
