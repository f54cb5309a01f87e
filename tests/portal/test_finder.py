"""The partner finder: who fits, in which order and why; for the public only who is public."""

import pytest
from django.utils.html import escape

from config.api_views import openapi_document
from goals.models import Target
from people.models import Group, Organisation
from places.models import Region
from publishing.gathering import gathered
from registry.merging.actions import merge
from tests.config.test_api_walk import check_answer
from tests.partnerships.factories import (
    CommitmentFactory,
    CommitmentTagFactory,
    PartnerFactory,
    PartnershipFactory,
    PartnershipTagFactory,
)
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


def test_several_values_of_a_question_each_count_and_who_is_left_out_is_not_found(client, api, world):
    asked = {"goal": ["6", "17"], "region": ["KZ-71", "KZ-75"], "without": ["ministry", "local"]}
    OrganisationTagFactory(organisation=OrganisationFactory(name_en="Both", slug="both"), goal_id=17)
    OrganisationTagFactory(organisation__slug="both-goals", goal_id=17)
    OrganisationTagFactory(organisation=Organisation.objects.get(slug="both-goals"), goal_id=6)

    page = client.get(PAGE, asked)
    answer = api.get(API, {**asked, "lang": "en"}).json()

    assert [(row["organisation"], row["rank"]) for row in answer["results"]] == [
        ("best", 6), ("partner", 6), ("both-goals", 6), ("both", 3),
    ]  # fmt: skip
    assert [row.slug for row in page.context["object_list"]] == ["best", "partner", "both-goals", "both"]
    assert [chip["label"] for chip in page.context["chips"]] == [
        "6. Clean water and sanitation", "17. Partnerships for the goals", "Astana", "Almaty", "Left out: Ministry",
        "Left out: Local",
    ]  # fmt: skip
    check_answer(openapi_document("en"), API, answer)


def test_who_is_hidden_is_refused_to_be_left_out_as_if_there_were_nobody(api, client, world):
    errors = [
        api.get(API, {"goal": "6", "without": slug}).json()["errors"][0] for slug in ("hidden", "nobody", "a" * 900)
    ]

    assert [(error["attr"], error["code"]) for error in errors] == [("without", "invalid_choice")] * 3
    assert client.get(PAGE, {"goal": "6", "without": "no\x00body"}).context["form"].errors.keys() == {"without"}
    many = api.get(API, {"target": [f"{goal}.1" for goal in range(1, 18)] + [f"{goal}.2" for goal in range(1, 18)]})
    assert (many.status_code, many.json()["errors"][0]["code"]) == (400, "too_many")


def test_a_partnership_leads_to_who_else_could_join_asked_for_what_it_serves(client, world):
    partnership = PartnershipFactory(slug="aral")
    partnership.regions.add(Region.objects.get(code="KZ-71"))
    partnership.groups.add(Group.objects.get(slug="women"))
    PartnershipTagFactory(partnership=partnership, goal_id=6, target_id="6.5")
    PartnerFactory(partnership=partnership, organisation=Organisation.objects.get(slug="best"))
    PartnerFactory(partnership=partnership, organisation=Organisation.objects.get(slug="hidden"))

    page = client.get("/en/partnerships/aral/").text
    address = f"{PAGE}?goal=6&target=6.5&region=KZ-71&group=women&without=best"

    assert escape(address) in page
    assert [row.slug for row in client.get(address).context["object_list"]] == ["partner", "ministry", "local"]
    assert escape(f"{PAGE}?goal=6&region=KZ-71") in client.get("/en/partnerships/?goal=6&region=KZ-71").text


def test_a_commitment_that_nobody_carries_leads_to_who_could_until_it_is_kept_or_dropped(client, world):
    owner = Organisation.objects.get(slug="best")
    alone = CommitmentFactory(slug="alone", owner=owner)
    CommitmentFactory(slug="carried", owner=owner, partnership=PartnershipFactory())
    CommitmentFactory(slug="dropped", owner=owner, dropped_because="No money")
    CommitmentTagFactory(commitment=alone, goal_id=6)

    pages = {slug: client.get(f"/en/commitments/{slug}/").text for slug in ("alone", "carried", "dropped")}

    assert escape(f"{PAGE}?goal=6&country=KZ&group=women&without=best") in pages["alone"]
    assert [PAGE in page for page in pages.values()] == [True, False, False]


def test_a_kept_link_leaves_out_who_was_renamed_or_merged_also_beside_somebody_unknown(client, api, world):
    renamed, absorbed = Organisation.objects.get(slug="partner"), OrganisationFactory(slug="absorbed")
    renamed.slug = "renamed"
    renamed.save()
    merge(kept=Organisation.objects.get(slug="local"), absorbed=absorbed)
    kept = {**ASKED, "without": ["partner", "absorbed", "local"]}

    page, answer = client.get(PAGE, kept), api.get(API, kept).json()
    beside = client.get(PAGE, {**kept, "without": ["partner", "hidden"]})

    assert [row.slug for row in page.context["object_list"]] == ["best", "ministry"]
    assert [row["organisation"] for row in answer["results"]] == ["best", "ministry"]
    assert [row.slug for row in beside.context["object_list"]] == ["best", "ministry", "local"]
    assert beside.context["form"].errors == {"without": ["There is no such organisation: hidden."]}


def test_many_unknown_organisations_cost_no_more_queries_than_one(client, count_queries):
    def leave_out(number):
        return count_queries(client.get, PAGE, {"goal": "6", "without": [f"nobody-{one}" for one in range(number)]})

    leave_out(1)
    assert leave_out(100) == leave_out(1)
