"""The Atom feed of the versions of a programme, read by feedparser."""

import feedparser
import pytest
from django.urls import reverse

from tests.events.calendars import LANGUAGES, in_language
from tests.events.factories import EventFactory, ScheduleReleaseFactory
from tests.structured import SITE

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return EventFactory(title="Water forum")


def address_of(event):
    return reverse("events:release_feed", args=[event.slug])


def test_versions_are_told_latest_first_with_their_comments(client, forum):
    releases = [ScheduleReleaseFactory(event=forum, version=number) for number in (1, 2)]
    releases[1].comment_en = "Two rooms <more>"
    releases[1].save()
    ScheduleReleaseFactory()

    read = feedparser.parse(client.get(address_of(forum)).content)

    assert not read.bozo
    assert [entry.title for entry in read.entries] == ["Version 2", "Version 1"]
    assert read.entries[0].summary == "<p>Two rooms &lt;more&gt;</p>"
    assert read.entries[0].link == f"{SITE}{reverse('events:changes', args=[forum.slug])}?to=2"
    assert read.entries[0].updated == releases[1].released_at.isoformat()
    assert read.feed.title == "Versions of the programme: Water forum – Kopir"


def test_versions_keep_their_identity_in_every_language(client, forum):
    ScheduleReleaseFactory(event=forum, version=1)

    addresses = [in_language(address_of(forum), language) for language in LANGUAGES]
    read = [feedparser.parse(client.get(address).content) for address in addresses]

    assert [one.feed.language for one in read] == LANGUAGES
    (identity,) = {one.entries[0].id for one in read}
    assert identity.startswith("urn:uuid:")


def test_versions_of_a_draft_are_not_told_and_those_of_a_renamed_event_are_found(client, forum):
    draft = EventFactory(publication_state="draft")
    former = address_of(forum)
    forum.slug = "renamed"
    forum.save()

    assert client.get(address_of(draft)).status_code == 404
    assert client.get(former).url == address_of(forum)


def test_pages_of_the_event_lead_to_the_feed(client, forum):
    ScheduleReleaseFactory(event=forum, version=1)

    for page in (forum.get_absolute_url(), reverse("events:changes", args=[forum.slug])):
        assert f'title="Versions of the programme" href="{address_of(forum)}"' in client.get(page).text


def test_feed_costs_the_same_for_thirty_versions(client, forum, flat_queries):
    versions = iter(range(1, 31))

    flat_queries(lambda: ScheduleReleaseFactory(event=forum, version=next(versions)), client.get, address_of(forum))
