"""Proposing a session: whoever has an account does, without JavaScript, and loses nothing of what they typed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.models import Proposal, ProposedPerson
from tests.events.factories import CallFactory, EventFactory, OpenEventFactory, ProposalFactory, ProposedPersonFactory
from tests.events.proposals.typed import AIGUL, TIMUR, WORDS, sent
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO, SOON = timedelta(days=-2), timedelta(days=2)


@pytest.fixture
def proposer(client):
    """Somebody without any rights, signed in."""
    user = UserFactory(first_name="Dana", email="dana@example.org")
    client.force_login(user)
    return user


def new(call):
    return reverse("events:proposal_new", args=[call.event.slug])


def at(proposal, name="proposal"):
    return reverse(f"events:{name}", args=[proposal.code])


@pytest.fixture
def submitted(client, proposer, django_capture_on_commit_callbacks):
    """A proposal that was begun, grew by a person, was submitted, and then had its title changed."""
    call = CallFactory()
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(new(call), sent("another", AIGUL, abstract=""))
        mine = Proposal.objects.get()
    edit, named = at(mine, "proposal_edit"), {**AIGUL, "id": mine.people.get().pk}
    assert (first.url, mine.state, len(mail.outbox)) == (f"{edit}#people", "draft", 0)
    assert "Person 2" in client.get(edit).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, sent("submit", named, TIMUR))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, sent("save", named, {**TIMUR, "id": mine.people.last().pk}, title="Water for everybody"))
    mine.refresh_from_db()
    return mine


def test_a_draft_grows_person_by_person_is_submitted_and_mails_go_once(client, proposer, submitted):
    mine = submitted
    assert (mine.title, mine.state, mine.minutes) == ("Water for everybody", "submitted", 60)
    assert (mine.interpretation, mine.access_needs) == (["kk"], "A ramp")
    assert (list(mine.tags.values_list("goal", flat=True)), mine.proposer) == ([6, 17], proposer)
    assert [(one.name, one.role) for one in mine.people.in_order()] == [
        ("Aigul Sample", "moderator"),
        ("Timur Sample", "speaker"),
    ]
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "aigul@example.org",
        "dana@example.org",
        "timur@example.org",
    ]
    page = client.get(at(mine)).text
    assert "Until the call closes you may change it" in page
    assert "No answer yet" in page
    assert "Water for everybody" in client.get(reverse("events:proposals")).text


@pytest.mark.parametrize(
    ("words", "people", "wrong"),
    [
        ({"title": ""}, [], {"title"}),
        ({"abstract": ""}, [], {"abstract"}),
        ({"kind": "break"}, [], {"kind"}),
        ({"language": "xx"}, [], {"language"}),
        ({"minutes": "91"}, [], {"minutes"}),
        ({"minutes": "many"}, [], {"minutes"}),
        ({"goals": ["18"]}, [], {"goals"}),
        ({"notes": "a\x00b"}, [], {"notes"}),
        ({}, [{**AIGUL, "email": "nobody"}], {"email"}),
        ({}, [{name: AIGUL[name] for name in AIGUL if name != "knows"}], {"knows"}),
        ({}, [AIGUL, {**TIMUR, "email": "aigul@example.org"}], set()),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_all_stays_as_typed(client, proposer, words, people, wrong):
    answer = client.post(new(CallFactory()), sent("submit", *people, **words))

    found = set(answer.context["form"].errors) | {
        name for errors in answer.context["people"].errors for name in errors if name != "__all__"
    }
    kept = [WORDS[name] for name in ("title", "abstract", "access_needs", "notes") if name not in words]
    kept += [person["name"] for person in people]
    assert (answer.status_code, found) == (200, wrong)
    assert "What you wrote is still here" in answer.text
    assert [text for text in kept if text not in answer.text] == []
    assert 'value="submit"' in answer.text  # not taken for submitted
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"people-TOTAL_FORMS": "x"},
        {"people-INITIAL_FORMS": "9"},
        {"people-INITIAL_FORMS": "1", "people-0-id": "1"},
        {"people-INITIAL_FORMS": "1", "people-0-id": "9" * 30},
        {"people-INITIAL_FORMS": "1", "people-0-id": "\x00"},
        {"goals": ["9" * 30]},
        {"minutes": "9" * 30},
        {"then": "\x00", "title": ""},
    ],
)
def test_what_no_form_sends_is_refused_and_changes_nobody_elses(client, proposer, forged):
    others = ProposedPersonFactory(pk=1, name="Theirs")

    answer = client.post(new(CallFactory()), {**sent("submit", AIGUL), **forged})

    others.refresh_from_db()
    assert (answer.status_code, "Water for all" in answer.text or "title" in forged) == (200, True)
    assert (list(Proposal.objects.all()), others.name) == ([others.proposal], "Theirs")


def test_before_and_after_it_is_open_the_call_says_when_and_takes_nothing(client, proposer):
    now = timezone.now()
    soon = CallFactory(opens_at=now + timedelta(days=1), closes_at=now + SOON)
    closed = CallFactory(opens_at=now + 2 * LONG_AGO, closes_at=now + LONG_AGO)
    off = CallFactory(event__event_status="EventCancelled")
    draft = ProposalFactory(call=closed, proposer=proposer, state="draft", title="Too late")

    pages = [client.get(reverse("events:propose", args=[call.event.slug])).text for call in (soon, closed, off)]
    events = [call.event.get_absolute_url() for call in (soon, closed, off, CallFactory())]
    told = ["Call for sessions" in client.get(address).text for address in events]
    late = client.post(new(closed), sent("submit"))

    assert ["The call opens on" in page for page in pages] == [True, False, False]
    assert ["The call is closed" in page for page in pages] == [False, True, True]
    assert told == [True, False, False, True]
    assert client.get(new(closed)).url == reverse("events:propose", args=[closed.event.slug])
    assert ("The call has closed while you wrote" in late.text, WORDS["notes"] in late.text) == (True, True)
    assert client.get(at(draft, "proposal_edit")).url == at(draft)
    assert "this was not submitted" in client.get(at(draft)).text
    assert Proposal.objects.get() == draft


def test_a_call_is_as_public_as_its_event_and_needs_an_account_only_to_write(client):
    call = CallFactory(event__publication_state="draft")
    public = CallFactory()
    address = reverse("events:propose", args=[public.event.slug])

    page = client.get(address)

    assert (page.status_code, "Tell us what works." in page.text) == (200, True)
    assert not page.cookies
    assert client.get(reverse("events:propose", args=[call.event.slug])).status_code == 404
    assert client.get(reverse("events:propose", args=[EventFactory().slug])).status_code == 404
    assert client.get(new(public)).url.endswith(f"?next={new(public)}")
    assert client.get(reverse("events:proposals")).status_code == 302


def test_nobody_reads_or_changes_what_another_proposed(client, proposer):
    others = ProposalFactory(title="Theirs")

    statuses = [client.get(at(others, f"proposal{name}")).status_code for name in ("", "_edit", "_withdraw")]
    statuses += [
        client.post(at(others, f"proposal{name}"), sent("save")).status_code for name in ("_edit", "_withdraw")
    ]

    others.refresh_from_db()
    assert (statuses, others.title, others.state) == ([404] * 5, "Theirs", "submitted")
    assert "Theirs" not in client.get(reverse("events:proposals")).text


def test_one_person_proposes_no_more_than_the_call_takes_whoever_saves(client, proposer):
    call = CallFactory(most_proposals=1)
    mine = ProposalFactory(call=call, proposer=proposer)
    address = reverse("events:propose", args=[call.event.slug])

    refused = client.post(new(call), sent("submit"))
    with pytest.raises(ValidationError, match="at most 1 session"):
        ProposalFactory(call=call, proposer=proposer)

    assert "One person proposes at most 1 session here." in refused.text
    assert client.get(new(call)).url == address
    assert "as many sessions as one person may" in client.get(address).text
    client.post(at(mine, "proposal_withdraw"))
    assert client.get(new(call)).status_code == 200
    assert list(Proposal.objects.values_list("state", flat=True)) == ["withdrawn"]


def test_a_draft_is_deleted_and_what_was_decided_meanwhile_is_no_longer_changed(client, proposer):
    draft = ProposalFactory(proposer=proposer, state="draft")
    decided = ProposalFactory(proposer=proposer, state="accepted", decided_at=timezone.now(), call=draft.call)

    client.post(at(draft, "proposal_withdraw"))
    refused = client.post(at(decided, "proposal_edit"), sent("save", title="Another title"))

    assert "can no longer be changed" in refused.text
    assert list(Proposal.objects.all()) == [decided]
    # A decision that was not told yet is not to be seen.
    assert client.get(at(decided)).context["proposal"].shown_state == "submitted"
    assert "accepted" not in client.get(at(decided)).text


def test_who_saves_very_often_waits_and_keeps_what_they_typed(client, proposer, settings):
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    rates["proposal"], usual = "1/hour", rates["proposal"]
    call = CallFactory()
    client.post(new(call), sent("save"))

    answer = client.post(new(call), sent("save", title="The second"))

    rates["proposal"] = usual
    assert (answer.status_code, "The second" in answer.text) == (429, True)
    assert int(answer["Retry-After"]) > 3000
    assert Proposal.objects.count() == 1


def test_a_call_without_people_asks_for_none(client, proposer):
    call = CallFactory(names_people=False)

    page = client.get(new(call)).text
    client.post(new(call), sent("submit", AIGUL))

    assert "Who takes part" not in page
    assert (Proposal.objects.count(), ProposedPerson.objects.count()) == (1, 0)


def test_own_proposals_cost_as_many_queries_for_thirty_as_for_one(client, proposer, flat_queries):
    flat_queries(lambda: ProposalFactory(proposer=proposer), client.get, reverse("events:proposals"))


def test_the_page_of_one_costs_the_same_whoever_is_named(client, proposer, count_queries):
    mine = ProposalFactory(proposer=proposer, call__event=OpenEventFactory())
    client.get(at(mine))
    before = count_queries(client.get, at(mine))

    for _person in range(5):
        ProposedPersonFactory(proposal=mine)

    assert count_queries(client.get, at(mine)) == before <= 12
