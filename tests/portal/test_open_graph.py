"""What is shown of a page where its address is shared, read by extruct."""

import pytest
from django.urls import reverse

from tests.events.factories import EventFactory, EventPhotoFactory, SessionFactory
from tests.knowledge.factories import StoryFactory, StoryPhotoFactory
from tests.people.factories import OrganisationFactory, PersonFactory
from tests.photos.factories import PhotoFactory
from tests.sitemap import every_address
from tests.structured import SITE, open_graph

pytestmark = pytest.mark.django_db
NEEDED = {"og:title", "og:type", "og:url", "og:image", "og:image:alt", "og:description", "og:site_name", "og:locale"}


def test_every_page_tells_who_shares_it_what_it_is(client):
    StoryFactory()
    SessionFactory()

    for address in [path for path in every_address(client) if path.startswith("/en/")]:
        told = open_graph(client.get(address))

        assert NEEDED - {name for name, text in told.items() if text} == set(), address
        assert told["og:url"] == SITE + address


def test_title_is_the_one_of_the_page_without_the_name_of_the_portal(client):
    event = EventFactory(title='Water & "land" <forum>')

    page = client.get(event.get_absolute_url())

    assert open_graph(page)["og:title"] == 'Water & "land" <forum>'
    assert "<title>Water &amp; &quot;land&quot; &lt;forum&gt; · Kopir</title>" in page.text
    assert open_graph(client.get(reverse("portal:about")))["og:title"] == "About"


def test_description_is_the_one_that_search_engines_read(client):
    page = client.get(EventFactory(summary="What is planned").get_absolute_url())

    assert open_graph(page)["og:description"] == "What is planned"
    assert '<meta name="description" property="og:description" content="What is planned">' in page.text


@pytest.mark.parametrize(
    ("language", "locale", "others"),
    [
        ("en", "en_GB", ["kk_KZ", "ru_RU"]),
        ("kk", "kk_KZ", ["ru_RU", "en_GB"]),
        ("ky", "ky_KG", ["kk_KZ", "ru_RU", "en_GB"]),
    ],
)
def test_locale_and_the_others_are_told(client, language, locale, others):
    told = open_graph(client.get(f"/{language}/events/"))

    assert (told["og:locale"], told["og:locale:alternate"]) == (locale, others)


def test_pictures_of_things_stand_for_them_with_their_description(client):
    photo = PhotoFactory(alt="A river")
    session = SessionFactory()
    EventPhotoFactory(event=session.event, session=session, photo=photo)
    rows = [
        EventFactory(cover=photo),
        session,
        StoryPhotoFactory(photo=photo).story,
        PersonFactory(portrait=photo),
        OrganisationFactory(logo=photo),
    ]

    for row in rows:
        told = open_graph(client.get(row.get_absolute_url()))

        assert told["og:image"] == SITE + photo.fallback["url"]
        assert (told["og:image:alt"], told["og:image:width"]) == ("A river", str(photo.fallback["width"]))


def test_hidden_picture_stands_for_nothing(client):
    hidden = PhotoFactory(alt="Unseen", publication_state="draft")
    rows = [EventFactory(cover=hidden), PersonFactory(portrait=hidden), StoryPhotoFactory(photo=hidden).story]

    images = {open_graph(client.get(row.get_absolute_url()))["og:image"] for row in rows}

    assert images == {f"{SITE}/static/img/share.png"}


@pytest.mark.parametrize(
    ("factory", "kind"), [(EventFactory, "article"), (StoryFactory, "article"), (PersonFactory, "profile")]
)
def test_kind_of_page_is_told(client, factory, kind):
    assert open_graph(client.get(factory().get_absolute_url()))["og:type"] == kind
    assert open_graph(client.get(reverse("events:list")))["og:type"] == "website"
