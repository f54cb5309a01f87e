import pytest
from django.urls import reverse

from tests.events.factories import EventTagFactory, SessionTagFactory
from tests.knowledge.factories import ResourceTagFactory, StoryTagFactory
from tests.partnerships.factories import CommitmentTagFactory, PartnershipTagFactory
from tests.people.factories import OrganisationTagFactory
from tests.reviews.factories import NationalReviewTagFactory

pytestmark = pytest.mark.django_db
GOAL = "/en/goals/6/"


def test_goals_are_shown_all_seventeen(client):
    page = client.get(reverse("goals:list"))

    assert [goal.number for goal in page.context["object_list"]] == list(range(1, 18))


def test_there_is_no_eighteenth_goal(client):
    assert client.get("/en/goals/18/").status_code == 404


def test_goal_page_shows_what_serves_it_with_the_reason_and_the_target(client):
    ResourceTagFactory(goal_id=6, target_id="6.5", resource__title="Clean wells", why_en="It keeps wells clean.")
    ResourceTagFactory(goal_id=5, resource__title="Equal pay")

    page = client.get(GOAL).text

    assert "Clean wells" in page
    assert "It keeps wells clean." in page
    assert 'href="#target-6.5"' in page
    assert "Equal pay" not in page


def test_goal_page_shows_every_noun_that_serves_it(client):
    make_all()

    sections = [section["label"] for section in client.get(GOAL).context["sections"]]

    assert sections == [
        "Partnerships", "Commitments", "Events", "Sessions", "Organisations", "Knowledge", "Stories", "National reviews",
    ]  # fmt: skip


def test_target_counts_what_serves_it_and_not_what_is_hidden(client):
    ResourceTagFactory(goal_id=6, target_id="6.5")
    EventTagFactory(goal_id=6, target_id="6.5")
    EventTagFactory(goal_id=6, target_id="6.5", event__publication_state="draft", event__title="Unannounced")

    page = client.get(GOAL)

    assert {target.code: target.serving for target in page.context["targets"]}["6.5"] == 2
    assert "Unannounced" not in page.text


def test_goal_page_costs_the_same_number_of_queries_however_much_serves_it(client, flat_queries):
    flat_queries(make_all, client.get, GOAL, at_most=20)


def make_all():
    PartnershipTagFactory(goal_id=6)
    CommitmentTagFactory(goal_id=6)
    EventTagFactory(goal_id=6)
    SessionTagFactory(goal_id=6)
    OrganisationTagFactory(goal_id=6)
    ResourceTagFactory(goal_id=6)
    StoryTagFactory(goal_id=6)
    NationalReviewTagFactory(goal_id=6)
