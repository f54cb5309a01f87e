"""No public address shows a draft, or a person who did not agree: the pages, walked with hidden rows that could leak.

The API is walked the same way in tests/config/test_api_leaks.py.
"""

import re

import pytest
from django.urls import reverse

from events.models import CallForSessions, Event, Proposal, Session
from events.my_programme import signed
from people.models import Organisation
from portal.search.query import search
from reviews.figures import FIGURES
from reviews.models import NationalReview
from tests.hidden import MARK, fill, leaks_in
from tests.people.factories import UserFactory
from tests.sitemap import every_address

LISTS = ["/en/", "/kk/", "/ru/", "/ky/", "/sitemap.xml", "/en/events/?when=past", "/en/commitments/?progress=on_course"]
LISTS += [f"/en/{name}/?view=map" for name in ("organisations", "partnerships", "commitments", "events")]


# The ways in which the programme of an event can be looked at, and how one might ask it for what is hidden.
PROGRAMME = ["", "?view=grid", "?by=room", "?by=track", "?by=goal", "?view=grid&by=goal&tz=Asia/Tashkent"]
ASKED = ["person=unseen-person", "organisation=unseen-organisation", "q=unseen", "track=unseen", "day=2023-10-19"]


@pytest.fixture
def hidden(db):
    return fill()


# The pictures in other ways than the sitemap knows, their files, and the finder.
PICTURES = ["goals/?count=partnerships&by=group&goal=17", "goals/?count=money", "gaps/?country=KG", "groups/"]
PICTURES += ["network/?by=organisation", "network/?by=region", "network/?side=civil", "commitments/?by=event"]
PICTURES += ["commitments/?by=event&goal=17", ""]
PICTURES += [f"{name}.csv" for name in ("goals", "gaps", "groups", "network", "commitments")]
FINDER = ["/en/partner-finder/?country=KZ", "/en/partner-finder/?side=civil", "/api/v1/partner-finder/?country=KZ"]


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
    return addresses + of_reviews()


def whole(answer):
    """The text of `answer`, also of one that is sent while it is made."""
    return answer.getvalue().decode()


def of_reviews():
    """The tables and annexes of every review, its files, and the seats of every body; hidden ones are asked for as well."""
    found = [reverse("people:seats", args=[body.slug]) for body in Organisation.objects.bodies()]
    for review in NationalReview.objects.all():
        found += [reverse("reviews:figure", args=[review.slug, name]) for name in FIGURES]
        found += [reverse("reviews:annex_file", args=[review.slug, "csv"])]
        found += [row.get_file_url() for row in (*review.documents.all(), *review.contributions.all())]
    return found


def test_no_calendar_feed_or_schedule_names_what_is_hidden(client, hidden):
    answers = {address: client.get(address) for address in in_other_forms()}

    shown = {address: answer for address, answer in answers.items() if answer.status_code == 200}
    assert {answer.status_code for answer in answers.values()} == {200, 404}
    assert len(shown) > 25
    assert [address for address, answer in shown.items() if leaks_in(whole(answer))] == []


def test_staff_do_see_what_is_hidden_in_calendars_and_schedules(editor_client, hidden):
    showing = [address for address in in_other_forms() if leaks_in(whole(editor_client.get(address)))]

    assert reverse("partnerships:export", args=["csv"]) in showing
    assert reverse("events:calendar") in showing
    assert hidden["event"].calendar_url in showing
    assert hidden["event"].schedule_url("json") in showing


def test_proposals_are_told_to_nobody_but_their_proposers(client, hidden):
    codes = Proposal.objects.values_list("code", flat=True)
    own = [reverse(f"events:{name}", args=[code]) for code in codes for name in ("proposal", "proposal_edit")]
    events = Event.objects.filter(pk__in=CallForSessions.objects.values("event"))
    open_to_all = [reverse("events:propose", args=[event.slug]) for event in events]

    before = {address: client.get(address) for address in [*open_to_all, *own]}
    client.force_login(UserFactory())
    lists = [reverse("events:proposals"), *(reverse("events:proposal_new", args=[event.slug]) for event in events)]
    after = {address: client.get(address) for address in [*open_to_all, *lists, *own]}

    assert (len(own), len(open_to_all)) == (8, 2)
    assert [before[address].status_code for address in own] == [302] * 8
    assert [after[address].status_code for address in own] == [404] * 8
    assert sorted(after[address].status_code for address in [*open_to_all, *lists]) == [200, 200, 200, 404, 404]
    # What is not found repeats but its own address.
    shown = [
        (address, one) for answers in (before, after) for address, one in answers.items() if one.status_code == 200
    ]
    assert [address for address, one in shown if leaks_in(one.text)] == []


def test_no_picture_and_no_finder_names_what_is_hidden_but_to_staff(client, editor_client, hidden):
    addresses = [f"/en/pictures/{way}" for way in PICTURES] + FINDER

    answers = {address: client.get(address) for address in addresses}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert [address for address, answer in answers.items() if leaks_in(whole(answer))] == []
    showing = [address for address in addresses if leaks_in(whole(editor_client.get(address)))]
    assert {"/en/pictures/network/?by=organisation", "/en/pictures/network.csv", *FINDER} <= set(showing)


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
