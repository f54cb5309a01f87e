"""Atom feeds of events and stories, read by feedparser, and held to what RFC 4287 asks."""

import feedparser
import pytest
from django.urls import reverse
from lxml import etree

from publishing import content_version
from tests.events.calendars import LANGUAGES, in_language
from tests.events.factories import EventFactory, EventOrganisationFactory
from tests.knowledge.factories import StoryFactory, StoryTagFactory
from tests.structured import SITE

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}
FEEDS = {"events:feed": EventFactory, "knowledge:story_feed": StoryFactory}
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, name, **query):
    """Return the feed as feedparser reads it; what is malformed raises."""
    read = feedparser.parse(client.get(reverse(name), query).content)
    if read.bozo:
        raise read.bozo_exception
    return read


@pytest.mark.parametrize("name", FEEDS)
def test_feed_tells_what_is_published_with_a_lasting_identity(client, name):
    row = FEEDS[name](title="Water & land")
    FEEDS[name](title="Secret", **DRAFT)

    (entry,) = feed(client, name).entries

    assert (entry.title, entry.id) == ("Water & land", f"urn:uuid:{row.guid}")
    assert entry.link == SITE + row.get_absolute_url()
    assert entry.updated == row.updated_at.isoformat()
    assert entry.published == row.published_at.isoformat()
    assert entry.author == "Kopir"


@pytest.mark.parametrize("name", FEEDS)
def test_feed_has_all_that_atom_asks_for(client, name):
    FEEDS[name]()
    response = client.get(reverse(name))

    root = etree.fromstring(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert root.tag == f"{ATOM}feed"
    for element in (root, root.find(f"{ATOM}entry")):
        assert {child.tag.removeprefix(ATOM) for child in element} >= {"id", "title", "updated", "link", "author"}
    assert [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")] == [SITE + reverse(name)]
    assert root.findtext(f"{ATOM}updated") == root.findtext(f"{ATOM}entry/{ATOM}updated")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FEEDS)
def test_feed_speaks_every_language_and_marks_what_stands_in(client, name, language):
    FEEDS[name](title="Water")

    read = feedparser.parse(client.get(in_language(reverse(name), language)).content)

    assert read.feed.language == language
    assert read.entries[0].title == ("Water" if language == "en" else "Water [en]")


def test_events_are_told_with_day_place_status_and_organisers(client):
    event = EventFactory(summary="What is **planned**", event_status="EventCancelled")
    EventOrganisationFactory(event=event, organisation__name="Water council")

    (entry,) = feed(client, "events:feed").entries

    assert "19 October 2023" in entry.summary
    assert "Cancelled" in entry.summary
    assert "<strong>planned</strong>" in entry.summary
    assert (entry.author, entry.tags[0].term) == ("Water council", "Forum")


def test_feed_takes_the_filters_of_its_list_and_leads_back_to_it(client):
    wanted = StoryTagFactory(goal_id=6).story
    StoryFactory()

    read = feed(client, "knowledge:story_feed", goal="6")

    assert [entry.id for entry in read.entries] == [f"urn:uuid:{wanted.guid}"]
    assert read.feed.link == SITE + reverse("knowledge:stories") + "?goal=6"
    assert [entry.id for entry in feed(client, "events:feed", kind="hearing").entries] == []


@pytest.mark.parametrize("name", FEEDS)
def test_wrong_filter_is_refused_instead_of_giving_everything(client, name):
    answer = client.get(reverse(name), {"since": "soon"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


@pytest.mark.parametrize("name", FEEDS)
def test_feed_without_entries_is_valid_and_stays_the_same(client, name):
    first, second = client.get(reverse(name)), client.get(reverse(name))

    assert first.content == second.content
    assert feed(client, name).feed.updated == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("name", FEEDS)
def test_feed_answers_304_until_something_in_it_changes(client, name):
    row = FEEDS[name]()
    tag = client.get(reverse(name))["ETag"]
    content_version.raise_version()

    assert client.get(reverse(name), headers={"if-none-match": tag}).status_code == 304

    row.title_en = "Another"
    row.save()
    assert client.get(reverse(name), headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("name", FEEDS)
def test_text_that_xml_cannot_hold_breaks_no_feed(client, name):
    row = FEEDS[name]()
    type(row).objects.filter(pk=row.pk).update(title_en="Wa\x0bter")

    assert feed(client, name).entries[0].title == "Wa ter"


def test_lists_and_the_home_page_lead_to_their_feeds(client):
    StoryFactory()
    pages = {
        reverse("knowledge:stories") + "?since=2000-01-01": reverse("knowledge:story_feed") + "?since=2000-01-01",
        reverse("portal:home"): reverse("events:feed"),
    }

    for page, address in pages.items():
        head, _body, foot = client.get(page).text.partition("</head>")
        assert 'type="application/atom+xml" title=' in head
        assert f'href="{address}"' in head
        assert (f'<a href="{address}">Feed (Atom)</a>' in foot) is ("stories" in page)


@pytest.mark.parametrize("name", FEEDS)
def test_feed_costs_the_same_for_thirty_entries(client, flat_queries, name):
    flat_queries(FEEDS[name], client.get, reverse(name), at_most=4)
