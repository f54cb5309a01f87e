from django.urls import reverse

from tests.config.test_api_reading import problem, slugs
from tests.people.factories import (
    FocusAreaFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationTagFactory,
    PersonFactory,
)

ORGANISATIONS = "/api/v1/organisations/"


def test_api_and_page_agree_on_every_filter_of_organisations_together(api, client):
    wanted = OrganisationFactory(slug="wanted", name_en="Water union", status="active")
    wanted.focus_areas.add(FocusAreaFactory(slug="rivers"))
    wanted.groups.add(GroupFactory(slug="children"))
    OrganisationTagFactory(organisation=wanted, target_id="6.5", goal_id=6)
    OrganisationFactory(name_en="Another")
    query = {
        "q": "water",
        "country": "KZ",
        "side": "civil",
        "kind": "22",
        "focus_area": "rivers",
        "group": "children",
        "status": "active",
        "goal": 6,
        "target": "6.5",
    }

    page = client.get(reverse("people:organisations"), query)

    assert slugs(api.get(ORGANISATIONS, query)) == ["wanted"]
    assert [one.slug for one in page.context["object_list"]] == ["wanted"]


def test_an_organisation_shows_its_side(api):
    OrganisationFactory(kind="10")

    assert api.get(ORGANISATIONS).json()["results"][0]["side"] == "state"


def test_memberships_are_found_by_body_and_by_person(api):
    wanted = MembershipFactory()
    MembershipFactory()

    by_body = api.get("/api/v1/memberships/", {"organisation": wanted.organisation.slug}).json()["results"]
    by_person = api.get("/api/v1/memberships/", {"person": wanted.person.slug}).json()["results"]

    assert [row["id"] for row in by_body] == [row["id"] for row in by_person] == [wanted.pk]


def test_an_identifier_is_checked_by_its_rule(api_as_editor):
    sent = {"name": "A union", "kind": "22", "identifiers": [{"scheme": "KZ-BIN", "value": "990540002871"}]}

    response = api_as_editor.post(ORGANISATIONS, sent)

    assert problem(response) == (400, "invalid", "identifiers.0.value")


def test_a_person_is_public_only_with_the_date_of_consent(api_as_editor):
    response = api_as_editor.post("/api/v1/people/", {"name": "Aigul", "is_public": True})

    assert problem(response) == (400, "invalid", "non_field_errors")


def test_people_are_found_by_search_and_organisation(api):
    member = PersonFactory(slug="aigul", name_en="Aigul Water")
    PersonFactory(name_en="Timur")
    body = MembershipFactory(person=member).organisation

    assert slugs(api.get("/api/v1/people/", {"q": "water", "organisation": body.slug})) == ["aigul"]
