"""To be named by somebody is not to agree: each answers by a link of their own, about the words that stood there."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from time import sleep

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from events.models import ProposedPerson
from events.proposals import sessions
from events.proposals.consent import SIGNER, answer, path_of
from events.proposals.deciding import decide
from tests.events.factories import ProposalFactory, ProposedPersonFactory
from tests.events.proposals.typed import AIGUL, sent
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def says(client, proposed, answer):
    response = client.post(path_of(proposed), {"answer": answer})
    proposed.refresh_from_db()
    return response


def test_a_link_that_is_only_opened_answers_nothing_and_a_button_does(client):
    aigul = ProposedPersonFactory(name="Aigul Sample", job_title="Director", organisation_name="Fund")

    page = client.get(path_of(aigul))
    aigul.refresh_from_db()

    assert ([word in page.text for word in ("Aigul Sample", "Director", "Fund")], aigul.consent) == (
        [True] * 3,
        "waiting",
    )
    assert aigul.email not in page.text
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex, nofollow", True)
    assert says(client, aigul, "perhaps").status_code == 302
    assert aigul.consent == "waiting"
    says(client, aigul, "yes")
    assert (aigul.consent, "Agreed" in client.get(path_of(aigul)).text) == ("given", True)
    says(client, aigul, "no")
    assert aigul.consent == "refused"


@pytest.mark.parametrize("token", ["none", "0" * 32, SIGNER.sign("0" * 32), "%00"])
def test_a_link_that_was_not_sent_opens_nothing(client, token):
    assert client.get(reverse("events:proposal_consent", args=[token])).status_code == 404


def test_other_words_need_another_answer_and_the_old_link_dies(client, django_capture_on_commit_callbacks):
    proposal = ProposalFactory()
    aigul = ProposedPersonFactory(proposal=proposal, name="Aigul Sample", email="aigul@example.org")
    old = path_of(aigul)
    says(client, aigul, "yes")
    client.force_login(proposal.proposer)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("events:proposal_edit", args=[proposal.code]),
            sent("save", {**AIGUL, "id": aigul.pk, "job_title": "Minister"}),
        )

    aigul.refresh_from_db()
    (letter,) = mail.outbox
    assert (aigul.job_title, aigul.consent, aigul.answered_at) == ("Minister", "waiting", None)
    assert client.get(old).status_code == 404
    assert (letter.to, path_of(aigul) in letter.body) == (["aigul@example.org"], True)
    assert "Minister" in letter.body


def standing(session):
    rows = session.appearances.select_related("person").order_by("pk")
    return [(row.person.name_en, row.status, row.person.is_public, row.person.publication_state) for row in rows]


def test_only_who_agreed_may_be_shown_and_a_changed_mind_holds_in_the_session_too(client, editor):
    proposal = ProposalFactory()
    names = ["Agreed", "Silent", "Refused"]
    agreed, silent, refused = (ProposedPersonFactory(proposal=proposal, name=name) for name in names)
    says(client, agreed, "yes")
    says(client, refused, "no")

    session = decide(proposal=proposal, state="accepted", user=editor).session

    assert standing(session) == [
        ("Agreed", "confirmed", True, "submitted"),
        ("Silent", "invited", False, "draft"),
    ]
    says(client, silent, "yes")
    says(client, agreed, "no")
    assert standing(session) == [
        ("Agreed", "cancelled", False, "submitted"),
        ("Silent", "confirmed", True, "submitted"),
    ]
    says(client, refused, "yes")
    assert [row[0] for row in standing(session)] == ["Agreed", "Silent", "Refused"]


@pytest.mark.parametrize(
    ("by_staff", "of_person", "after"),
    [
        ({}, {}, ("confirmed", True)),
        ({"status": "cancelled"}, {"is_public": False}, ("cancelled", False)),
        ({"status": "appeared"}, {"publication_state": "archived"}, ("appeared", False)),
        ({}, {"publication_state": "published"}, ("confirmed", False)),
    ],
)
def test_who_says_no_and_then_yes_is_back_unless_staff_did_otherwise(client, editor, by_staff, of_person, after):
    proposed = ProposedPersonFactory()
    says(client, proposed, "yes")
    appearance = decide(proposal=proposed.proposal, state="accepted", user=editor).session.appearances.get()
    person = appearance.person
    for row, changes in [(appearance, by_staff), (person, of_person)]:
        type(row).objects.filter(pk=row.pk).update(**changes)

    says(client, proposed, "no")
    person.refresh_from_db()
    is_shown_after_no = person.is_public
    says(client, proposed, "yes")

    appearance.refresh_from_db()
    person.refresh_from_db()
    assert (is_shown_after_no, (appearance.status, person.is_public)) == (False, after)


def test_a_no_holds_although_staff_have_confirmed_somebody(client, editor):
    proposed = ProposedPersonFactory()
    appearance = decide(proposal=proposed.proposal, state="accepted", user=editor).session.appearances.get()
    type(appearance).objects.update(status="confirmed")

    says(client, proposed, "no")

    appearance.refresh_from_db()
    assert (proposed.consent, appearance.status) == ("refused", "cancelled")


def test_an_answer_to_words_that_were_changed_meanwhile_counts_for_nothing(client):
    as_read = ProposedPersonFactory()
    changed = type(as_read).objects.get()
    changed.job_title = "Minister"
    changed.save()

    answer(proposed=as_read, agrees=True)

    changed.refresh_from_db()
    assert changed.consent == "waiting"


def recognised(proposed, person):
    """Return what the panel sends when staff say who `proposed` is."""
    return {
        "people-TOTAL_FORMS": 1, "people-INITIAL_FORMS": 1, "people-0-id": proposed.pk,
        "people-0-proposal": proposed.proposal_id, "people-0-person": person.pk, "people-0-organisation": "",
    }  # fmt: skip


def test_what_staff_choose_and_what_accepting_adds_leaves_an_answer_that_came_meanwhile(
    editor, editor_client, monkeypatch
):
    proposed = ProposedPersonFactory()
    person, asked = PersonFactory(), ProposedPerson.objects.filter(pk=proposed.pk)
    make, read = sessions.new_person, ProposedPerson.clean

    def answered(then, *args):
        asked.update(consent="given", answered_at=timezone.now())
        return then(*args)

    monkeypatch.setattr(ProposedPerson, "clean", lambda one: answered(read, one))
    page = reverse("admin:events_proposal_change", args=[proposed.proposal_id])
    editor_client.post(page, recognised(proposed, person))
    assert asked.values_list("person", "consent").get() == (person.pk, "given")

    asked.update(person=None, consent="waiting", answered_at=None)
    monkeypatch.setattr(sessions, "new_person", partial(answered, make))
    decide(proposal=proposed.proposal, state="accepted", user=editor)
    assert asked.values_list("is_new_person", "consent").get() == (True, "given")


@pytest.mark.django_db(transaction=True)
def test_who_refuses_while_staff_accept_is_not_invited(editor, monkeypatch):
    proposed, make, has_read = ProposedPersonFactory(), sessions.new_person, Event()

    def make_slowly(proposed):
        has_read.set()
        sleep(0.5)
        return make(proposed)

    def refuse():
        has_read.wait(timeout=60)
        try:
            answer(proposed=proposed, agrees=False)
        finally:
            connection.close()

    monkeypatch.setattr(sessions, "new_person", make_slowly)
    with ThreadPoolExecutor(1) as threads:
        refused = threads.submit(refuse)
        session = decide(proposal=proposed.proposal, state="accepted", user=editor).session
        refused.result()

    proposed.refresh_from_db()
    assert (proposed.consent, standing(session)) == ("refused", [(proposed.name, "cancelled", False, "draft")])


def test_an_answer_changes_nothing_of_somebody_who_is_in_the_portal_already(client, editor):
    known = PersonFactory(name_en="Aigul Sample", is_public=False, email="")
    proposed = ProposedPersonFactory(person=known)
    decide(proposal=proposed.proposal, state="accepted", user=editor)

    says(client, proposed, "yes")

    known.refresh_from_db()
    appearance = known.appearances.get()
    assert (known.is_public, known.email, appearance.status) == (False, "", "confirmed")
