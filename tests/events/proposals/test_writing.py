"""Proposing a session: whoever has an account does, without JavaScript, and loses nothing of what they typed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from events.models import Proposal, ProposedPerson, Session
from events.proposals import actions, asking
from events.proposals.consent import answer, path_of
from events.proposals.deciding import decide
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


def test_a_draft_is_deleted_and_other_words_of_what_is_decided_and_not_told_need_another_decision(
    client, proposer, editor
):
    draft = ProposalFactory(proposer=proposer, state="draft")
    placed, loose = (ProposalFactory(proposer=proposer, call=draft.call) for _number in range(2))
    for proposal in (placed, loose):
        decide(proposal=proposal, state="accepted", text="Welcome!", user=editor)
    Session.objects.filter(proposal=placed).update(published_at=timezone.now())

    client.post(at(draft, "proposal_withdraw"))
    pages = [client.get(at(one)).text for one in (placed, loose)]
    refused = client.post(at(placed, "proposal_edit"), sent("save", title="Another title"))
    taken = client.post(at(loose, "proposal_edit"), sent("save", title="Another title"))

    # A decision that was not told yet is not to be seen.
    assert [
        ("accepted" in page, at(one, "proposal_edit") in page) for page, one in zip(pages, (placed, loose), strict=True)
    ] == [(False, True)] * 2
    assert ("can no longer be changed" in refused.text, taken.url) == (True, at(loose))
    assert list(Proposal.objects.order_by("pk").values_list("title", "state", "decision", "decided_by")) == [
        (placed.title, "accepted", "Welcome!", editor.pk),
        ("Another title", "submitted", "Welcome!", None),
    ]
    assert Session.objects.get().proposal == placed


def test_what_is_sent_twice_is_proposed_once_and_other_words_are_another_proposal(
    client, proposer, django_capture_on_commit_callbacks
):
    call = CallFactory(most_proposals=1)

    with django_capture_on_commit_callbacks(execute=True):
        first, again = (client.post(new(call), sent("submit", AIGUL)) for _time in range(2))

    assert (first.url, again.url) == (at(Proposal.objects.get()),) * 2
    assert len(mail.outbox) == 2
    type(call).objects.update(most_proposals=9)
    for changed in [sent("submit", TIMUR), sent("submit", AIGUL, notes="Not on Monday"), sent("save", AIGUL)]:
        client.post(new(call), changed)
    assert Proposal.objects.count() == 4


def test_two_windows_that_name_the_same_person_at_once_keep_what_was_typed(client, proposer, monkeypatch):
    mine = ProposalFactory(proposer=proposer)

    def set_goals(proposal, goals):
        ProposedPersonFactory(proposal=proposal, email="aigul@example.org")

    monkeypatch.setattr(actions, "set_goals", set_goals)

    answer = client.post(at(mine, "proposal_edit"), sent("save", AIGUL, title="Another title"))

    mine.refresh_from_db()
    assert ("Somebody with this address is named already." in answer.text, "Another title" in answer.text) == (
        True,
        True,
    )
    assert mine.title != "Another title"


def test_another_title_asks_everybody_anew_and_nobody_twice_in_ten_minutes(
    client, proposer, monkeypatch, django_capture_on_commit_callbacks
):
    mine = ProposalFactory(proposer=proposer, title="First")
    timur = ProposedPersonFactory(proposal=mine, name=TIMUR["name"], email=TIMUR["email"])
    answer(proposed=timur, agrees=True)
    old, edit, named = path_of(timur), at(mine, "proposal_edit"), {**TIMUR, "id": timur.pk}

    def sent_by(act, *args):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(*args)
        return [(letter.to, title) for letter in mail.outbox for title in ("Second", "Third") if title in letter.body]

    asked = sent_by(client.post, edit, sent("save", named, title="Second"))

    timur.refresh_from_db()
    assert (asked, timur.consent, timur.answered_at) == ([([TIMUR["email"]], "Second")], "waiting", None)
    assert client.get(old).status_code == 404
    assert sent_by(client.post, edit, sent("save", named, title="Third")) == []
    assert sent_by(call_command, "purge_registrations") == []
    monkeypatch.setattr(asking, "PAUSE", timedelta(0))
    assert sent_by(call_command, "purge_registrations") == [([TIMUR["email"]], "Third")]
    assert sent_by(call_command, "purge_registrations") == []


def test_one_proposer_has_no_more_than_thirty_mails_a_day_sent_to_others(client, proposer, monkeypatch):
    monkeypatch.setattr(asking, "MOST_A_DAY", 2)
    call = CallFactory()
    client.post(new(call), sent("submit", AIGUL, title="First"))
    first = Proposal.objects.get()
    edit, named = at(first, "proposal_edit"), {**AIGUL, "id": first.people.get().pk}
    # Who takes somebody out and names another has asked two.
    client.post(edit, sent("save", {**named, "DELETE": "on"}, TIMUR, title="First"))

    refused = client.post(new(call), sent("submit", AIGUL, title="Second"))

    assert ("name fewer" in refused.text, "Second" in refused.text, AIGUL["name"] in refused.text) == (True,) * 3
    assert [one.email for one in ProposedPerson.objects.all()] == ["timur@example.org"]
    assert client.post(new(call), sent("save", AIGUL, title="Second")).status_code == 302


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
