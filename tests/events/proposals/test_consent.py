"""To be named by somebody is not to agree: each answers by a link of their own, about the words that stood there."""

import pytest
from django.core import mail
from django.urls import reverse

from events.proposals.consent import SIGNER, path_of
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


def test_an_answer_changes_nothing_of_somebody_who_is_in_the_portal_already(client, editor):
    known = PersonFactory(name_en="Aigul Sample", is_public=False, email="")
    proposed = ProposedPersonFactory(person=known)
    decide(proposal=proposed.proposal, state="accepted", user=editor)

    says(client, proposed, "yes")

    known.refresh_from_db()
    appearance = known.appearances.get()
    assert (known.is_public, known.email, appearance.status) == (False, "", "confirmed")
