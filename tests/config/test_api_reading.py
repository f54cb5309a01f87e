"""Languages, filters, order and pages: the same for every noun, shown on the ones that have what it takes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from events.models import Event
from goals.models import Target
from people.models import Organisation
from tests.events.factories import EventFactory
from tests.people.factories import GroupFactory, OrganisationFactory

EVENTS = "/api/v1/events/"
GROUPS = "/api/v1/groups/"
ORGANISATIONS = "/api/v1/organisations/"


def slugs(response):
    return [row["slug"] for row in response.json()["results"]]


def problem(response):
    error = response.json()["errors"][0]
    return response.status_code, error["code"], error["attr"]


def test_texts_are_in_the_language_that_is_asked_for(api):
    EventFactory(title_en="Water", title_ru="Вода", title_kk="Су")

    asked = api.get(EVENTS, {"lang": "kk"})
    preferred = api.get(EVENTS, headers={"Accept-Language": "ru,en;q=0.5"})

    assert (asked.json()["results"][0]["title"], asked["Content-Language"]) == ("Су", "kk")
    assert (preferred.json()["results"][0]["title"], preferred["Content-Language"]) == ("Вода", "ru")


def test_a_text_that_the_language_lacks_is_shown_in_another(api):
    EventFactory(title_en="Water", summary_en="")

    shown = api.get(EVENTS, {"lang": "tk"}).json()["results"][0]

    assert (shown["title"], shown["summary"]) == ("Water", "")


def test_all_languages_are_an_object_of_those_that_there_are(api):
    EventFactory(title_en="Water", title_kk="Су", summary_en="")

    response = api.get(EVENTS, {"lang": "all"})

    assert response.json()["results"][0]["title"] == {"kk": "Су", "en": "Water"}
    assert response.json()["results"][0]["summary"] == {}
    assert response["Content-Language"] == "kk, ky, tg, tk, uz, ru, en"


def test_a_cookie_does_not_choose_the_language_of_an_answer_that_others_will_be_shown(api):
    EventFactory(title_en="Water", title_ru="Вода")
    api.cookies["language"] = "ru"

    assert api.get(EVENTS, headers={"Accept-Language": "en"}).json()["results"][0]["title"] == "Water"


@pytest.mark.parametrize(
    ("query", "code", "attr"),
    [
        ({"lang": "de"}, "unknown_language", "lang"),
        ({"contry": "KZ"}, "unknown_parameter", "contry"),
        ({"format": "json"}, "unknown_parameter", "format"),
        ({"ordering": "title"}, "unknown_ordering", "ordering"),
        ({"ordering": ""}, "unknown_ordering", "ordering"),
        ({"ordering": "starts_at,,"}, "unknown_ordering", "ordering"),
        ({"country": "XX"}, "invalid_choice", "country"),
        ({"organiser": "nobody"}, "invalid_choice", "organiser"),
        ({"goal": "99999999999999999999999"}, "invalid_choice", "goal"),
        ({"since": "yesterday"}, "invalid", "since"),
        ({"page": "0"}, "invalid", "page"),
        ({"page": "²"}, "invalid", "page"),
        ({"page": "1" * 5000}, "invalid", "page"),
        ({"page_size": "201"}, "max_value", "page_size"),
        ({"cursor": "bm90IG91cnM"}, "bad_cursor", "cursor"),
        ({"cursor": "é"}, "bad_cursor", "cursor"),
        ({"cursor": "", "page": "2"}, "not_with_cursor", "page"),
        ({"cursor": "", "ordering": "starts_at"}, "not_with_cursor", "ordering"),
        ({"updated_since": "last week"}, "invalid", "updated_since"),
        ({"updated_since": "0001-01-01T00:00:00+14:00"}, "invalid", "updated_since"),
        ({"q": "a\x00b"}, "invalid", "q"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name_and_code(api, query, code, attr):
    assert problem(api.get(EVENTS, query)) == (400, code, attr)


def test_a_parameter_of_the_list_does_nothing_on_a_detail_and_is_refused(api):
    event = EventFactory()

    assert problem(api.get(f"{EVENTS}{event.slug}/", {"page": 1})) == (400, "unknown_parameter", "page")


def test_a_page_beyond_the_end_is_not_found(api):
    EventFactory()

    assert problem(api.get(EVENTS, {"page": 2})) == (404, "not_found", None)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/events/no-such-event/",
        "/api/v1/goals/18/",
        "/api/v1/goals/999999999999999999999999/",
        "/api/v1/targets/6.z/",
        "/api/v1/memberships/1/",
        "/api/v1/nothing/",
        "/api/v1/nothing/at/all/",
    ],
)
def test_what_does_not_exist_is_not_found(api, address):
    assert problem(api.get(address)) == (404, "not_found", None)


def test_a_forgotten_slash_is_added(api):
    assert api.get("/api/v1/events")["Location"] == EVENTS


def test_the_root_lists_every_endpoint(api):
    assert api.get("/api/v1/").json()["events"] == f"http://testserver{EVENTS}"


def test_rows_come_in_the_order_that_is_asked_for(api):
    noon = datetime(2026, 10, 5, 12, tzinfo=UTC)
    for slug, hours in (("later", 2), ("first", 0), ("middle", 1)):
        EventFactory(slug=slug, starts_at=noon + timedelta(hours=hours), ends_at=noon + timedelta(hours=9))

    assert slugs(api.get(EVENTS, {"ordering": "starts_at"})) == ["first", "middle", "later"]
    assert slugs(api.get(EVENTS, {"ordering": "-starts_at"})) == ["later", "middle", "first"]
    assert slugs(api.get(EVENTS)) == ["later", "middle", "first"]


def test_names_come_in_the_order_of_the_readers_alphabet(api):
    for slug, name in (("a", "Ә"), ("b", "Б"), ("c", "Я"), ("d", "А")):
        OrganisationFactory(slug=slug, name_en="", name_kk=name)

    assert slugs(api.get(ORGANISATIONS, {"lang": "kk"})) == ["d", "a", "b", "c"]


def test_targets_come_in_the_order_of_the_framework(api):
    shown = [row["code"] for row in api.get("/api/v1/targets/", {"goal": 6}).json()["results"]]

    assert shown == ["6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.a", "6.b"]
    assert shown == list(Target.objects.filter(goal=6).in_order().values_list("code", flat=True))


def test_what_has_no_value_to_order_by_comes_last_either_way(api):
    OrganisationFactory(slug="unknown")
    OrganisationFactory(slug="old", founded_on="1991-01-01")
    OrganisationFactory(slug="young", founded_on="2020-01-01")

    assert slugs(api.get(ORGANISATIONS, {"ordering": "founded_on"})) == ["old", "young", "unknown"]
    assert slugs(api.get(ORGANISATIONS, {"ordering": "-founded_on"})) == ["young", "old", "unknown"]


def test_pages_have_a_number_a_size_and_neighbours(api):
    for number in range(5):
        GroupFactory(slug=f"group-{number}")

    page = api.get(GROUPS, {"page": 2, "page_size": 2}).json()

    assert [row["slug"] for row in page["results"]] == ["group-2", "group-3"]
    assert page["count"] == 5
    assert page["previous"] == f"http://testserver{GROUPS}?page_size=2"
    assert page["next"] == f"http://testserver{GROUPS}?page=3&page_size=2"


def harvest(api, address, between=lambda: None, **query):
    """Return the slugs of all pages by cursor; `between()` is called after the first."""
    found, page = [], api.get(address, {"cursor": "", "page_size": 2, **query}).json()
    found += page["results"]
    between()
    while page["next"]:
        page = api.get(page["next"]).json()
        found += page["results"]
    return [row["slug"] for row in found]


def test_a_harvest_brings_every_row_once_though_all_changed_at_one_moment(api):
    made = [GroupFactory().slug for _ in range(5)]
    type(GroupFactory()).objects.filter(slug__startswith="group").update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))

    found = harvest(api, GROUPS)

    assert len(found) == 6
    assert found[:5] == made


def test_a_harvest_is_not_upset_by_rows_that_change_meanwhile(api):
    rows = [OrganisationFactory(slug=f"row-{number}") for number in range(5)]

    found = harvest(api, ORGANISATIONS, between=rows[0].save)

    assert found == ["row-0", "row-1", "row-2", "row-3", "row-4", "row-0"]


def test_a_harvest_may_begin_where_the_last_one_ended(api):
    OrganisationFactory(slug="old")
    OrganisationFactory(slug="new")
    Organisation.objects.filter(slug="old").update(updated_at=datetime(2025, 1, 1, tzinfo=UTC))

    assert harvest(api, ORGANISATIONS, updated_since="2026-01-01T00:00:00Z") == ["new"]
    assert harvest(api, ORGANISATIONS, updated_since="2024-12-31T23:00:00-02:00") == ["new"]
    assert slugs(api.get(f"{ORGANISATIONS}?updated_since=2025-01-01T06:00:00+06:00")) == ["old", "new"]


def test_rows_without_a_time_of_change_are_harvested_by_their_keys(api):
    page = api.get("/api/v1/targets/", {"cursor": "", "page_size": 100}).json()
    rest = api.get(page["next"]).json()

    codes = [row["code"] for row in page["results"] + rest["results"]]

    assert sorted(codes) == sorted(Target.objects.values_list("code", flat=True))
    assert rest["next"] is None
    assert problem(api.get("/api/v1/targets/", {"updated_since": "2026-01-01"}))[:2] == (400, "unknown_parameter")


def test_an_answer_can_be_kept_and_is_asked_for_again_by_its_etag(api):
    EventFactory()
    first = api.get(EVENTS, headers={"Accept-Language": "en"})

    again = api.get(EVENTS, headers={"Accept-Language": "en", "If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first["Cache-Control"]
    assert "Accept-Language" in first["Vary"]
    assert not first.cookies


def test_a_kept_answer_is_new_after_a_change(api, settings):
    settings.PAGE_CACHE_SECONDS = 60
    event = EventFactory(title_en="Before")
    api.get(EVENTS)

    event.title_en = "After"
    event.save()

    assert api.get(EVENTS).json()["results"][0]["title"] == "After"


def test_names_of_one_thing_lead_from_row_to_row(api):
    event = EventFactory()

    address = reverse("api:events-detail", args=[event.slug])

    assert api.get(address).json()["guid"] == str(Event.objects.get().guid)
