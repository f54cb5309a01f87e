"""The partner finder: who fits, in which order and why; for the public only who is public."""

import pytest

from config.api_views import openapi_document
from goals.models import Target
from places.models import Region
from publishing.gathering import gathered
from tests.config.test_api_walk import check_answer
from tests.partnerships.factories import PartnerFactory, PartnershipFactory, PartnershipTagFactory
from tests.people.factories import GroupFactory, OrganisationFactory, OrganisationTagFactory, VerificationFactory

pytestmark = pytest.mark.django_db
PAGE, API = "/en/partner-finder/", "/api/v1/partner-finder/"
ASKED = {"target": "6.5", "region": "KZ-71", "group": "women"}


@pytest.fixture
def world(db):
    with gathered():
        made()


def made():
    target, astana = Target.objects.get(code="6.5"), Region.objects.get(code="KZ-71")
    women = GroupFactory(name_en="Women", slug="women")
    best, partner, local, ministry = (
        OrganisationFactory(name_en=name, slug=name.lower(), kind=kind)
        for name, kind in (("Best", "22"), ("Partner", "22"), ("Local", "22"), ("Ministry", "10"))
    )
    gone = OrganisationFactory(slug="gone", status="inactive")
    hidden = OrganisationFactory(name_en="Hidden", slug="hidden", publication_state="draft")
    OrganisationFactory(slug="elsewhere")
    for one in (best, gone, hidden):
        one.regions.set([astana])
        one.groups.set([women])
        OrganisationTagFactory(organisation=one, goal_id=6, target=target)
    local.regions.set([astana])
    for one in (partner, ministry):
        OrganisationTagFactory(organisation=one, goal_id=6)
    VerificationFactory(organisation=best)
    partnership, draft = PartnershipFactory(), PartnershipFactory(publication_state="draft")
    for row, members in ((partnership, (partner, hidden)), (draft, (local,))):
        PartnershipTagFactory(partnership=row, goal_id=6)
        for one in members:
            PartnerFactory(partnership=row, organisation=one)


def test_organisations_come_in_the_order_of_their_reasons_the_same_on_page_and_api(client, api, world):
    page = client.get(PAGE, ASKED)
    answer = api.get(API, {**ASKED, "lang": "en"})

    assert [(row["organisation"], row["rank"], [reason["code"] for reason in row["reasons"]])
            for row in answer.json()["results"]] == [
        ("best", 13, ["target", "goal", "group", "region", "verified"]),
        ("partner", 6, ["goal", "partner_for_goal", "partner"]),
        ("ministry", 3, ["goal"]),
        ("local", 2, ["region"]),
    ]  # fmt: skip
    assert [row.slug for row in page.context["object_list"]] == ["best", "partner", "ministry", "local"]
    assert [reason.words for reason in page.context["object_list"][1].reasons] == [
        "Works on goal 6. Clean water and sanitation",
        "Has been a partner for goal 6",
        "Has been a partner before",
    ]
    assert page.context["count"] == "4 organisations, the best match first"
    check_answer(openapi_document("en"), API, answer.json())


def test_staff_find_drafts_too_and_a_side_leaves_out_all_others(api_as_editor, client, world):
    assert [row["organisation"] for row in api_as_editor.get(API, ASKED).json()["results"]][:2] == ["hidden", "best"]
    state = client.get(PAGE, {**ASKED, "side": "state"})
    assert [row.slug for row in state.context["object_list"]] == ["ministry"]


def test_pages_follow_each_other_and_miss_nobody(api, client, world):
    first = api.get(API, {**ASKED, "page_size": 3}).json()
    second = api.get(first["next"]).json()

    assert [row["organisation"] for row in second["results"]] == ["local"]
    assert second["next"] is None
    assert first["count"] == second["count"] == 4


def test_a_question_that_says_nothing_or_something_unknown_is_answered_clearly(api, client, world):
    assert api.get(API).json()["errors"][0]["attr"] == "goal"
    assert api.get(API, {"goal": "99"}).json()["errors"][0]["code"] == "invalid_choice"
    assert api.get(API, {"gaol": "6"}).json()["errors"][0]["code"] == "unknown_parameter"
    page = client.get(PAGE, {"goal": "99"})
    assert page.context["form"].errors.keys() == {"goal"}
    assert list(page.context["object_list"]) == []


def test_finding_costs_as_many_queries_with_thirty_organisations_as_with_one(client, flat_queries):
    def row():
        partner = PartnerFactory()
        OrganisationTagFactory(organisation=partner.organisation, goal_id=6)

    flat_queries(row, client.get, PAGE, {"goal": "6"}, at_most=16)
