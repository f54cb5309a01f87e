"""The pages that span the parts, and the addresses for machines."""

import gzip

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from portal.views import StyleGuide
from tests.events.factories import EventFactory, SessionFactory
from tests.knowledge.factories import StoryFactory
from tests.partnerships.factories import PartnershipFactory
from tests.people.factories import OrganisationFactory
from tests.reviews.factories import ContributionFactory

pytestmark = pytest.mark.django_db
COMPRESSED = 100 * 1024  # bytes: no page may weigh more, pictures not counted


@pytest.mark.parametrize(
    ("accepted", "address"),
    [("kk", "/kk/"), ("ru-KZ,ru;q=0.9", "/ru/"), ("en", "/en/"), ("ky", "/ky/"), ("de", "/en/")],
)
def test_bare_address_leads_to_the_language_of_the_browser(client, accepted, address):
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, address)
    assert "Accept-Language" in response["Vary"]


def test_home_follows_the_thread_of_the_latest_story(client):
    story, session = StoryFactory(), SessionFactory(title="Irrigation")
    story.sessions.add(session)
    story.partnerships.add(PartnershipFactory(title="River pact"))
    ContributionFactory(mentioned_at=session, review__country="KZ", review__year=2022)

    steps = client.get("/en/").context["steps"]

    present = {step["kind"]: step["present"] for step in steps}
    assert present == {
        "session": True,
        "commitment": False,
        "partnership": True,
        "report": False,
        "assessment": False,
        "review": True,
    }


def test_home_without_content_still_stands(client):
    assert client.get("/en/").status_code == 200


def test_home_costs_few_queries_however_much_there_is(client, flat_queries):
    def make():
        EventFactory()
        OrganisationFactory()
        StoryFactory().partnerships.add(PartnershipFactory())

    flat_queries(make, client.get, "/en/", at_most=25)


@pytest.mark.parametrize("name", ["about", "accessibility", "api", "search"])
@pytest.mark.parametrize("language", ["kk", "ru", "en", "uz"])
def test_page_answers_in_every_language(client, name, language):
    assert client.get(f"/{language}/{name}/").status_code == 200


def test_search_finds_by_words_and_narrows_by_kind(client):
    event, organisation = EventFactory(title="Zhusan forum"), OrganisationFactory(name="Zhusan council")
    address = reverse("portal:search")

    everything = client.get(address, {"q": "zhusan"}).context
    organisations = client.get(address, {"q": "zhusan", "kind": "organisation"}).context

    assert {hit.url for hit in everything["page"].hits} == {event.get_absolute_url(), organisation.get_absolute_url()}
    assert [hit.url for hit in organisations["page"].hits] == [organisation.get_absolute_url()]
    assert {facet.kind: facet.count for facet in organisations["results"].facets} == {"event": 1, "organisation": 1}


def test_search_marks_the_words_and_escapes_the_rest(client):
    OrganisationFactory(name="Water <b>council</b>")

    page = client.get(reverse("portal:search"), {"q": "water"}).text

    assert "<mark>Water</mark> &lt;b&gt;council&lt;/b&gt;" in page


@pytest.mark.parametrize("found", [1, 30])
def test_search_costs_few_queries_however_much_is_found(client, count_queries, found):
    for _ in range(found):
        EventFactory(title="Zhusan")

    # The version, what matches (in titles, elsewhere), the documents, their rows, the facets.
    assert count_queries(client.get, reverse("portal:search"), {"q": "zhusan"}) <= 6


def test_style_guide_shows_every_component(rf):
    response = StyleGuide.as_view()(rf.get("/en/styleguide/"))

    assert "Sample organisation" in response.render().text


@pytest.mark.parametrize("query", ["'", '"', "a AND NOT (b*", "x" * 10_000, "\x00", "—", "  "])
def test_search_takes_anything_for_text(client, query):
    assert client.get(reverse("portal:search"), {"q": query}, follow=True).status_code == 200


def test_a_query_longer_than_is_read_leads_to_its_beginning(client):
    response = client.get(reverse("portal:search"), {"q": "x" * 10_000, "kind": "event"})

    assert response["Location"] == f"{reverse('portal:search')}?q={'x' * 200}&kind=event"


def test_sitemap_names_the_portals_own_address_whatever_the_host(client, settings):
    settings.ALLOWED_HOSTS = ["*"]

    index = client.get("/sitemap.xml", headers={"Host": "elsewhere.example"}).text
    pages = client.get("/sitemap-pages.xml", headers={"Host": "elsewhere.example"}).text

    assert f"<loc>{settings.SITE_URL}/sitemap-pages.xml</loc>" in index
    assert f"<loc>{settings.SITE_URL}/en/about/</loc>" in pages
    assert "elsewhere" not in index + pages


def test_each_goal_has_one_address(client):
    assert [client.get(f"/en/goals/{number}/").status_code for number in ("1", "01", "18", "99999")] == [
        200,
        404,
        404,
        404,
    ]


def test_a_forged_form_is_answered_in_the_readers_language():
    response = Client(enforce_csrf_checks=True).post("/kk/")

    assert response.status_code == 403
    assert 'lang="kk"' in response.text
    assert "Бұл форма" in response.text


@pytest.mark.parametrize("address", ["/healthz", "/robots.txt", "/sitemap.xml", "/"])
def test_addresses_for_machines_are_only_read(client, address):
    assert client.post(address).status_code == 405


def test_health_is_told_to_whoever_watches(client):
    response = client.get("/healthz")

    assert (response.text, response["Cache-Control"]) == ("ok\n", "no-store")


def test_robots_are_led_to_the_sitemap_and_away_from_the_staff(client):
    text = client.get("/robots.txt").text

    assert "Disallow: /admin/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_sitemap_lists_published_pages_in_finished_languages(client):
    EventFactory(slug="water-forum")
    EventFactory(slug="secret-forum", publication_state="draft")

    text = client.get("/sitemap-events.xml").text

    assert [f"/{code}/events/water-forum/" in text for code in ("kk", "ru", "en", "ky")] == [True, True, True, False]
    assert "secret-forum" not in text


@pytest.mark.parametrize("address", ["/en/nothing/", "/api/v1/nothing/"])
def test_missing_address_answers_404_as_a_page_or_as_json(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert response["Content-Type"].startswith("application/json" if "api" in address else "text/html")


def test_pages_are_light_set_no_cookie_and_ask_nobody_else(client):
    call_command("load_sample", verbosity=0)
    addresses = ["/en/", "/kk/events/", "/ru/organisations/", "/en/goals/17/", "/kk/stories/civic-forum-astana-2023/"]

    answers = [client.get(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert [len(answer.cookies) for answer in answers] == [0] * 5
    assert max(len(gzip.compress(answer.content)) for answer in answers) < COMPRESSED
    assert {answer["Content-Security-Policy"] for answer in answers} == {answers[0]["Content-Security-Policy"]}
    assert "unsafe" not in answers[0]["Content-Security-Policy"]
