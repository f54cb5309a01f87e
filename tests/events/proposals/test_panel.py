"""Proposals in the panel and in the staff's API: who may do what, and in how many queries."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from rest_framework.test import APIClient

from events.models import Proposal, ProposalScore, ProposalTag, Session
from events.proposals.deciding import decide
from tests.events.factories import (
    CallFactory,
    ProposalFactory,
    ProposalScoreFactory,
    ProposedPersonFactory,
)
from tests.people.factories import MembershipFactory, OrganisationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:events_proposal_changelist")
API = "/api/v1/proposals/"


def page(name, proposal):
    return reverse(f"admin:events_proposal_{name}", args=[proposal.pk])


def of_staff(*codenames):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client, user


def test_staff_accept_one_decline_another_and_tell_both(editor_client):
    call = CallFactory(event__title_en="Forum")
    one, other = (ProposalFactory(call=call, title=title) for title in ("Water", "Soil"))

    refused = editor_client.post(page("decide", other), {"state": "declined", "decision": ""})
    editor_client.post(page("decide", one), {"state": "accepted", "decision": "Welcome!"})
    bulk = {"action": "decline", "_selected_action": [other.pk], "decision": "No room left."}
    editor_client.post(LIST, bulk)
    letters = editor_client.get(reverse("admin:events_proposal_tell", args=[call.pk]))

    assert (refused.status_code, "Say to the proposer why" in refused.text) == (422, True)
    assert dict(Proposal.objects.values_list("title", "state")) == {"Water": "accepted", "Soil": "declined"}
    assert "Tell the proposers of “Forum”" in editor_client.get(LIST).text
    assert [word in letters.text for word in ("Welcome!", "No room left.")] == [True, True]
    sent = editor_client.post(
        reverse("admin:events_proposal_tell", args=[call.pk]), {"stamp": letters.context["stamp"]}, follow=True
    )
    assert "2 mails are on their way." in sent.text
    assert Proposal.objects.filter(told_at=None).count() == 0
    board = editor_client.get(reverse("admin:events_event_programme", args=[call.event_id]))
    assert [slot.title for slot in board.context["unplaced"]] == ["Water"]


def points_seen(client, user):
    """Return what the list and the API say of points, and whom they find by them, newest first."""
    api = APIClient()
    api.force_authenticate(type(user).objects.get(pk=user.pk))
    listed = client.get(LIST).context["cl"]
    shown = [strip_tags(listed.model_admin.score(row)) for row in listed.result_list]
    found = [row.pk for row in client.get(f"{LIST}?score=4").context["cl"].result_list]
    means = [row["mean_score"] for row in api.get(API).json()["results"]]
    codes = [row["code"] for row in api.get(f"{API}?score_min=2&ordering=submitted_at").json()["results"]]
    return shown, found, means, codes


def test_lists_filters_and_api_tell_a_scorer_of_no_points_before_their_own():
    scorer, user = of_staff("view_proposal", "add_proposalscore")
    first, second = ProposalFactory(), ProposalFactory()
    for proposal, points in [(first, 5), (second, 4)]:
        ProposalScoreFactory(proposal=proposal, points=points)

    before = points_seen(scorer, user)
    scorer.post(page("score", first), {"points": 2})

    assert before == (["–", "–"], [], [None, None], [])
    assert points_seen(scorer, user) == (["–", "3.5 (2–5; 2)"], [], [None, 3.5], [first.code])
    user.user_permissions.add(Permission.objects.get(codename="change_proposal"))
    assert points_seen(scorer, user)[1:] == ([second.pk], [4, 3.5], [first.code, second.code])


def test_whose_proposal_it_is_reads_no_comments_on_it_and_decides_nothing_whatever_they_post():
    staff, user = of_staff("view_proposal", "change_proposal", "add_proposalscore")
    own = ProposalFactory(proposer=user, title="Own")
    named = ProposedPersonFactory(email=user.email.upper(), proposal__title="Named").proposal
    for proposal in (own, named):
        ProposalScoreFactory(proposal=proposal, comment="Splendid")
        decide(proposal=proposal, state="declined", text="No room.", user=UserFactory())

    pages = [staff.get(page("change", one)).text for one in (own, named)]
    answers = [staff.post(page("decide", one), {"state": "submitted"}).status_code for one in (own, named)]
    rows = {"action": "leave_open", "_selected_action": [own.pk, named.pk], "decision": ""}
    told = staff.post(LIST, rows, follow=True).text

    assert [("Splendid" in text, 'value="accepted"' in text) for text in pages] == [(False, False)] * 2
    assert (answers, told.count("Nobody decides on what they proposed or are named in.")) == ([422] * 2, 2)
    assert set(Proposal.objects.values_list("state", flat=True)) == {"declined"}


def test_who_only_scores_sees_no_points_of_others_before_their_own_and_decides_nothing():
    scorer, user = of_staff("view_proposal", "add_proposalscore")
    first, second = ProposalFactory(title="First"), ProposalFactory(title="Second", access_needs="A ramp")
    Proposal.objects.filter(pk=second.pk).update(call=first.call)
    ProposalScoreFactory(proposal=first, comment="Splendid", points=5)
    own = ProposalFactory(call=first.call, proposer=user)

    before = scorer.get(page("change", first)).text
    missing = scorer.post(page("score", first), {"comment": "A long comment"})
    answer = scorer.post(page("score", first), {"points": 2, "comment": "Fair", "next": "1"})
    after = scorer.get(page("change", first)).text

    assert ("Splendid" in before, "Splendid" in after, 'value="accepted"' in after) == (False, True, False)
    assert (missing.status_code, "A long comment" in missing.text) == (422, True)
    assert answer.url == page("change", second)
    assert ProposalScore.objects.get(scorer=user).points == 2
    assert scorer.post(page("decide", first), {"state": "accepted"}).status_code == 403
    assert scorer.get(reverse("admin:events_proposal_tell", args=[first.call_id])).status_code == 403
    assert scorer.post(page("score", own), {"points": 5}).status_code == 422
    assert "My points" not in scorer.get(page("change", own)).text


def test_drafts_are_for_their_writers_and_nothing_is_for_staff_without_the_permission(editor_client):
    draft = ProposalFactory(state="draft", title="Unfinished")
    nobody, _user = of_staff("view_event", "change_event", "view_session")

    assert "Unfinished" not in editor_client.get(LIST).text
    assert [editor_client.get(page(name, draft)).status_code for name in ("score", "decide")] == [404, 404]
    addresses = [LIST, *(page(name, ProposalFactory()) for name in ("change", "score", "decide"))]
    assert [nobody.get(address).status_code for address in addresses] == [403] * 4


def test_namesakes_are_shown_in_any_spelling_and_taken_for_nobody(editor_client):
    fund = OrganisationFactory(name_en="Fund of Water")
    known = PersonFactory(name_ru="Ходжиматов Тимур", slug="known")
    MembershipFactory(person=known, organisation=fund)
    PersonFactory(name_en="Timur Khodzhimatov", slug="namesake")
    PersonFactory(name_en="Timur Somebody Khodzhimatov")
    proposed = ProposedPersonFactory(name="Timur Khojimatov", organisation_name="Fund of water")

    shown = editor_client.get(page("change", proposed.proposal)).context["namesakes"]

    proposed.refresh_from_db()
    ((_one, rows),) = shown
    assert [(row.person.slug, row.is_of_same_organisation) for row in rows] == [("known", True), ("namesake", False)]
    assert proposed.person is None
    editor_client.post(
        page("change", proposed.proposal),
        {
            "people-TOTAL_FORMS": 1, "people-INITIAL_FORMS": 1, "people-0-id": proposed.pk,
            "people-0-proposal": proposed.proposal_id, "people-0-person": known.pk, "people-0-organisation": fund.pk,
        },
    )  # fmt: skip
    editor_client.post(page("decide", proposed.proposal), {"state": "accepted"})
    assert Session.objects.get().appearances.get().person == known


def test_namesakes_are_for_whoever_chooses_and_may_read_of_people():
    PersonFactory(name_en="Timur Khodzhimatov", is_public=False)
    proposal = ProposedPersonFactory(name="Timur Khojimatov").proposal
    rights = [["view_proposal", "view_person"], ["change_proposal"], ["change_proposal", "view_person"]]

    shown = [of_staff(*one)[0].get(page("change", proposal)).context["namesakes"] for one in rights]

    assert [len(rows) for rows in shown] == [0, 0, 1]


def test_the_list_and_a_page_cost_the_same_for_thirty_as_for_one(editor_client, api_as_editor, flat_queries):
    call = CallFactory()

    def make():
        proposal = ProposalFactory(call=call)
        ProposalTag.objects.create(proposal=proposal, goal_id=6)
        ProposalScoreFactory(proposal=proposal)
        ProposedPersonFactory(proposal=proposal)

    flat_queries(make, editor_client.get, LIST, at_most=22)
    flat_queries(make, api_as_editor.get, API)
    proposal = ProposedPersonFactory().proposal

    def named():
        ProposedPersonFactory(proposal=proposal, person=PersonFactory())
        ProposalScoreFactory(proposal=proposal)

    flat_queries(named, editor_client.get, page("change", proposal), at_most=30)


def test_filters_of_the_list_and_of_the_api_find_the_same(editor_client, api_as_editor):
    wanted, other = ProposalFactory(kind="panel", language="ru"), ProposalFactory()
    ProposalTag.objects.create(proposal=wanted, goal_id=6)
    ProposalScoreFactory(proposal=wanted, points=4)
    ProposalScoreFactory(proposal=other, points=1)
    asked = [
        ("kind__exact=panel", "kind=panel"),
        ("language__exact=ru", "language=ru"),
        ("goal=6", "goal=6"),
        ("score=4", "score_min=4"),
        (f"call__event__id__exact={wanted.call.event_id}", f"event={wanted.call.event.slug}"),
    ]

    for in_panel, in_api in asked:
        rows = editor_client.get(f"{LIST}?{in_panel}").context["cl"].result_list
        answer = api_as_editor.get(f"{API}?{in_api}").json()
        assert ([row.pk for row in rows], [row["code"] for row in answer["results"]]) == ([wanted.pk], [wanted.code])
    assert api_as_editor.get(f"{API}?state=draft").status_code == 400


def test_the_api_shows_proposals_to_staff_alone_and_the_call_to_everybody(api, api_as_editor):
    proposal = ProposalFactory(title="Water", notes="Call me")
    ProposedPersonFactory(proposal=proposal, email="aigul@example.org")
    event = proposal.call.event

    one = api_as_editor.get(f"{API}{proposal.code}/").json()

    assert (one["event"], one["title"], one["notes"], one["mean_score"]) == (event.slug, "Water", "Call me", None)
    assert [person["email"] for person in one["people"]] == ["aigul@example.org"]
    api.force_authenticate(UserFactory())
    assert [api.get(address).status_code for address in (API, f"{API}{proposal.code}/")] == [403, 403]
    assert api.post(API, {}).status_code in (403, 405)
    call = api.get(f"/api/v1/events/{event.slug}/call/", {"lang": "en"}).json()
    assert (call["phase"], call["text"]) == ("open", "Tell us what works.")
    assert call["url"] == f"http://testserver/en/events/{event.slug}/propose/"
    hidden = CallFactory(event__publication_state="draft").event
    assert api.get(f"/api/v1/events/{hidden.slug}/call/").status_code == 404
