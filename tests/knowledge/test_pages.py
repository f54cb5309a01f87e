from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from tests.events.factories import EventFactory, SessionFactory
from tests.knowledge.factories import (
    ResourceFactory,
    ResourceTagFactory,
    StoryFactory,
    StoryPhotoFactory,
    StoryTagFactory,
)
from tests.partnerships.factories import PartnershipFactory
from tests.people.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}


def listed(client, name, **query):
    return list(client.get(reverse(name), query).context["object_list"])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_answer_in_every_finished_language(client, language):
    resource, story = ResourceFactory(), StoryFactory()
    with translation.override(language):
        addresses = [reverse("knowledge:resources"), reverse("knowledge:stories")]
        addresses += [resource.get_absolute_url(), story.get_absolute_url()]

    assert [client.get(address).status_code for address in addresses] == [200, 200, 200, 200]


@pytest.mark.parametrize("factory", [ResourceFactory, StoryFactory])
def test_draft_has_no_page(client, factory):
    assert client.get(factory(**DRAFT).get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("factory", "name"), [(ResourceFactory, "knowledge:resources"), (StoryFactory, "knowledge:stories")]
)
def test_list_shows_published_rows_only_to_the_public_and_all_to_staff(client, editor_client, factory, name):
    published, draft = factory(), factory(**DRAFT)

    assert listed(client, name) == [published]
    assert {row.pk for row in listed(editor_client, name)} == {published.pk, draft.pk}


def test_resource_page_tells_all_that_is_known_of_a_practice(client):
    resource = ResourceFactory(
        countries=["KZ"], url="https://example.org/wells", challenge_en="Dry wells", constraints_met_en="Frost"
    )
    resource.organisations.add(OrganisationFactory(name="Water council"))
    resource.authors.add(PersonFactory(name="Aigul"))

    page = client.get(resource.get_absolute_url()).text

    told = ["Dry wells", "Frost", "Kazakhstan", "https://example.org/wells", "Water council", "Aigul"]
    assert [words for words in told if words not in page] == []


def test_resource_page_hides_drafts_and_people_without_consent(client):
    resource = ResourceFactory(session=SessionFactory(title="Unannounced", **DRAFT))
    resource.organisations.add(OrganisationFactory(name="Secret council", **DRAFT))
    resource.authors.add(PersonFactory(name="Timur", is_public=False))

    page = client.get(resource.get_absolute_url()).text

    assert [words for words in ("Unannounced", "Secret council", "Timur") if words in page] == []


def test_story_page_leads_to_all_that_it_tells_of(client):
    story = StoryFactory()
    story.events.add(EventFactory(title="Water forum"))
    story.sessions.add(SessionFactory(title="Irrigation"))
    story.people.add(PersonFactory(name="Aigul"))
    story.partnerships.add(PartnershipFactory(title="River pact"))
    story.organisations.add(OrganisationFactory(name="Water council"))

    page = client.get(story.get_absolute_url()).text

    told = ["Water forum", "Irrigation", "Aigul", "River pact", "Water council"]
    assert [words for words in told if words not in page] == []


def test_story_page_shows_the_credit_of_each_picture(client):
    photo = StoryPhotoFactory(photo__credit="Aigul Sample / UNDP")

    assert "Aigul Sample / UNDP" in client.get(photo.story.get_absolute_url()).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "report"}, True),
        ({"kind": "video"}, False),
        ({"country": "KG"}, True),
        ({"country": "UZ"}, False),
        ({"goal": "6"}, True),
        ({"goal": "5"}, False),
        ({"target": "6.5"}, True),
        ({"target": "6.1"}, False),
        ({"organisation": "council"}, True),
        ({"q": "irrigation"}, True),
        ({"q": "railways"}, False),
    ],
)
def test_resources_are_narrowed_by_every_filter(client, query, found):
    resource = ResourceFactory(kind="report", countries=["KG"], title="Irrigation at work")
    resource.organisations.add(OrganisationFactory(slug="council"))
    ResourceTagFactory(resource=resource, goal_id=6, target_id="6.5")

    assert listed(client, "knowledge:resources", **query) == ([resource] if found else [])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"since": "2023-10-19"}, True),
        ({"since": "2023-10-20"}, False),
        ({"until": "2023-10-19"}, True),
        ({"until": "2023-10-18"}, False),
        ({"event": "forum"}, True),
        ({"goal": "17"}, True),
        ({"goal": "1"}, False),
    ],
)
def test_stories_are_narrowed_by_every_filter(client, query, found):
    story = StoryFactory(dated_on=date(2023, 10, 19))
    story.events.add(EventFactory(slug="forum"))
    StoryTagFactory(story=story, goal_id=17)

    assert listed(client, "knowledge:stories", **query) == ([story] if found else [])


def test_filters_offer_no_draft(client):
    resource, story = ResourceFactory(), StoryFactory()
    resource.organisations.add(OrganisationFactory(name="Secret council", **DRAFT))
    story.events.add(EventFactory(title="Secret forum", **DRAFT))

    assert "Secret" not in client.get(reverse("knowledge:resources")).text
    assert "Secret" not in client.get(reverse("knowledge:stories")).text


@pytest.mark.parametrize(
    ("name", "make"), [("knowledge:resources", ResourceTagFactory), ("knowledge:stories", StoryPhotoFactory)]
)
def test_lists_cost_the_same_number_of_queries_however_long(client, flat_queries, name, make):
    flat_queries(make, client.get, reverse(name))
