"""Staff score, accept and decline; an accepted proposal is a session once, and its proposer hears of it once."""

import smtplib
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from events.building.placing import place
from events.models import Proposal, ProposalScore, ProposalTag, Session
from events.proposals.actions import withdraw
from events.proposals.consent import answer
from events.proposals.deciding import decide, score
from events.proposals.purging import purge
from events.proposals.telling import letters_of, stamp_of, tell
from people.accounts.leaving import erase
from people.models import Person
from tests.events.factories import (
    AppearanceFactory,
    CallFactory,
    ProposalFactory,
    ProposalScoreFactory,
    ProposedPersonFactory,
)
from tests.events.proposals.typed import sent
from tests.people.factories import OrganisationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def test_accepting_twice_makes_one_session_with_the_words_and_goals(editor):
    proposal = ProposalFactory(title="Су баршаға", abstract="Үш ауыл", language="kk")
    ProposalTag.objects.create(proposal=proposal, target_id="6.5")

    decide(proposal=proposal, state="accepted", user=editor)
    decide(proposal=proposal, state="accepted", text="Welcome!", user=editor)

    session, kept = Session.objects.get(), fresh(proposal)
    assert (session.event, session.title_kk, session.abstract_kk) == (proposal.call.event, "Су баршаға", "Үш ауыл")
    assert (session.kind, session.languages, session.publication_state) == ("workshop", ["kk"], "draft")
    assert (session.starts_at, session.tags.get().target_id) == (None, "6.5")
    assert (kept.session, kept.decision, kept.decided_by) == (session, "Welcome!", editor)


def test_people_come_into_the_session_with_what_was_said_of_them(editor):
    proposal, fund = ProposalFactory(language="kk"), OrganisationFactory()
    told = {"organisation_name": "Fund", "job_title": "Director", "role": "moderator"}
    ProposedPersonFactory(proposal=proposal, name="Айгүл", email="aigul@example.org", **told)
    ProposedPersonFactory(proposal=proposal, name="Тимур", organisation=fund, **told)

    session = decide(proposal=proposal, state="accepted", user=editor).session

    people = session.appearances.select_related("person").order_by("pk")
    assert [(one.role, one.person.name_kk, one.job_title_kk, one.organisation) for one in people] == [
        ("moderator", "Айгүл", "Director, Fund", None),
        ("moderator", "Тимур", "Director", fund),
    ]
    assert people[0].person.email == "aigul@example.org"


def test_what_is_not_accepted_after_all_takes_its_session_and_new_people_along(editor):
    known, elsewhere = PersonFactory(), AppearanceFactory()
    proposal = ProposalFactory()
    ProposedPersonFactory(proposal=proposal, person=known)
    ProposedPersonFactory(proposal=proposal, name="New")
    decide(proposal=proposal, state="accepted", user=editor)
    assert Person.objects.count() == 3

    decide(proposal=proposal, state="declined", text="There is no room left.", user=editor)

    assert (list(Session.objects.all()), fresh(proposal).state) == ([elsewhere.session], "declined")
    assert set(Person.objects.all()) == {known, elsewhere.person}
    decide(proposal=proposal, state="submitted", user=editor)
    assert (fresh(proposal).decided_at, fresh(proposal).decision) == (None, "")


def test_what_stands_in_the_programme_is_not_taken_back_and_no_rule_is_passed_by(editor):
    placed = decide(proposal=ProposalFactory(), state="accepted", user=editor)
    event = placed.call.event
    hour = timedelta(hours=1)
    place(session=placed.session, starts_at=event.starts_at, ends_at=event.starts_at + hour, room=None)
    own = ProposalFactory(proposer=editor)
    refusals = [
        (placed, "submitted", "", "take its time away there first"),
        (own, "accepted", "", "Nobody decides on what they proposed"),
        (ProposalFactory(), "declined", "  ", "Say to the proposer why"),
        (ProposalFactory(state="draft"), "accepted", "", "there is nothing to decide"),
        (ProposalFactory(state="withdrawn"), "accepted", "", "there is nothing to decide"),
    ]

    for proposal, state, text, why in refusals:
        with pytest.raises(ValidationError, match=why):
            decide(proposal=proposal, state=state, text=text, user=editor)

    assert (fresh(placed).state, Session.objects.count()) == ("accepted", 1)
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=own.pk).update(decided_by=editor)


def test_who_deletes_their_account_takes_drafts_along_and_what_was_handed_in_is_still_decided(editor):
    dana = UserFactory()
    named_in_draft = ProposedPersonFactory(proposal__proposer=dana, proposal__state="draft")
    handed_in = ProposalFactory(proposer=dana, call=named_in_draft.proposal.call)

    erase(dana)

    assert (list(Proposal.objects.all()), fresh(handed_in).proposer) == ([handed_in], None)
    assert decide(proposal=handed_in, state="accepted", user=editor).session.title_en == handed_in.title


def test_points_that_are_sent_twice_at_once_are_kept_once(editor, monkeypatch):
    proposal = ProposalFactory()

    def clean_while_the_other_saves(given):
        ProposalScoreFactory(proposal=proposal, scorer=editor, points=1)

    monkeypatch.setattr(ProposalScore, "clean", clean_while_the_other_saves)

    score(proposal=proposal, scorer=editor, points=4, comment="Good")

    assert (proposal.scores.get().points, proposal.scores.get().comment) == (4, "Good")


def test_nobody_scores_their_own_nor_twice(editor):
    proposal = ProposalFactory()
    named = ProposedPersonFactory(proposal=ProposalFactory(), email="Editor@example.org").proposal

    for own in (ProposalFactory(proposer=editor), named):
        with pytest.raises(ValidationError, match="Nobody scores what they proposed or are named in"):
            score(proposal=own, scorer=editor, points=5)
    for points in (2, 4):
        score(proposal=proposal, scorer=editor, points=points, comment="Good")
    with pytest.raises(ValidationError):
        score(proposal=proposal, scorer=editor, points=6)
    ProposalScoreFactory(proposal=proposal, points=1)

    told = Proposal.objects.with_scores(editor).get(pk=proposal.pk)
    assert (told.mean, told.lowest, told.highest, told.scored) == (2.5, 1, 4, 2)
    assert Proposal.objects.with_scores(editor).get(pk=named.pk).mean is None


def test_each_proposer_gets_one_letter_that_staff_have_read_and_no_other(editor, django_capture_on_commit_callbacks):
    call = CallFactory(event__title_en="Forum", event__title_ru="Форум")
    dana, rustam = UserFactory(email="dana@example.org"), UserFactory(email="rustam@example.org")
    both = [ProposalFactory(call=call, proposer=dana, title=title) for title in ("One", "Two")]
    other = ProposalFactory(call=call, proposer=rustam, title="Три", mail_language="ru")
    ProposalFactory(call=call, title="Undecided")
    decide(proposal=both[0], state="accepted", text="Bring your slides.", user=editor)
    decide(proposal=both[1], state="declined", text="Too long.", user=editor)
    read = stamp_of(letters_of(call.proposals.untold()))
    decide(proposal=other, state="declined", text="Нет места.", user=editor)

    with pytest.raises(ValidationError, match="read the mails again"):
        tell(call=call, stamp=read)
    with django_capture_on_commit_callbacks(execute=True):
        number = tell(call=call, stamp=stamp_of(letters_of(call.proposals.untold())))
        tell(call=call, stamp=stamp_of([]))

    assert (number, [letter.to for letter in mail.outbox]) == (2, [["dana@example.org"], ["rustam@example.org"]])
    assert [word in mail.outbox[0].body for word in ("One", "Bring your slides.", "Two", "Too long.", "Три")] == [
        True, True, True, True, False,
    ]  # fmt: skip
    assert ("Форум" in mail.outbox[1].subject, "/ru/proposals/" in mail.outbox[1].body) == (True, True)


def test_whom_the_server_refuses_is_still_to_be_told_and_the_others_are_told_once(
    editor, monkeypatch, django_capture_on_commit_callbacks
):
    call = CallFactory()
    for name in ("refused", "reached"):
        proposal = ProposalFactory(call=call, proposer=UserFactory(email=f"{name}@example.org"), title=name)
        decide(proposal=proposal, state="accepted", user=editor)
    send = EmailMessage.send

    def send_but_to_one(message, *args, **kwargs):
        if message.to == ["refused@example.org"]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", send_but_to_one)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tell(call=call, stamp=stamp_of(letters_of(call.proposals.untold())))

    assert [letter.to for letter in mail.outbox] == [["reached@example.org"]]
    assert [proposal.title for proposal in call.proposals.untold()] == ["refused"]


def test_once_told_a_decision_stands(editor):
    proposal = decide(proposal=ProposalFactory(), state="accepted", user=editor)
    tell(call=proposal.call, stamp=stamp_of(letters_of(proposal.call.proposals.untold())))

    with pytest.raises(ValidationError, match="has been told already"):
        decide(proposal=proposal, state="declined", text="After all", user=editor)
    with pytest.raises(ValidationError, match="write to the organisers"):
        withdraw(proposal=fresh(proposal))


def test_the_proposer_sees_the_decision_with_its_text_once_they_are_told(client, editor):
    proposal = ProposalFactory()
    decide(proposal=proposal, state="declined", text="There is no room left.", user=editor)
    client.force_login(proposal.proposer)
    address = reverse("events:proposal", args=[proposal.code])

    before = client.get(address).text
    tell(call=proposal.call, stamp=stamp_of(letters_of(proposal.call.proposals.untold())))
    after = client.get(address).text

    assert ("no room left" in before, "Until the call closes you may change it" in before) == (False, True)
    assert ("no room left" in after, "Your proposal is not accepted" in after) == (True, True)


def test_who_withdraws_what_was_accepted_and_not_told_leaves_no_session(editor):
    loose, placed = (decide(proposal=ProposalFactory(), state="accepted", user=editor) for _row in range(2))
    event = placed.call.event
    place(session=placed.session, starts_at=event.starts_at, ends_at=event.starts_at + timedelta(hours=1), room=None)

    for proposal in (loose, placed):
        withdraw(proposal=proposal)
        withdraw(proposal=fresh(proposal))

    assert [fresh(one).state for one in (loose, placed)] == ["withdrawn", "withdrawn"]
    assert list(Session.objects.all()) == [fresh(placed).session]


def test_of_an_accepted_one_the_session_stays_with_those_who_agreed(client, editor):
    proposal = ProposalFactory()
    client.force_login(proposal.proposer)
    client.post(reverse("events:proposal_edit", args=[proposal.code]), sent("save"))
    for name, agrees in [("Agreed", True), ("Silent", None), ("Refused", False)]:
        proposed = ProposedPersonFactory(proposal=proposal, name=name)
        if agrees is not None:
            answer(proposed=proposed, agrees=agrees)
    session = decide(proposal=proposal, state="accepted", user=editor).session
    trail = LogEntry.objects.get_for_object(proposal)
    assert trail.filter(actor=proposal.proposer).exists()

    purge(fresh(proposal))

    assert [one.person.name_en for one in session.appearances.all()] == ["Agreed"]
    assert [person.name_en for person in Person.objects.all()] == ["Agreed"]
    assert (fresh(proposal).session, session.title_en) == (session, "Water for all")
    assert not trail.filter(actor=proposal.proposer).exists()


@pytest.mark.parametrize("days", [89, 91])
def test_long_after_the_event_the_words_are_gone_and_the_figures_stay(capsys, editor, days):
    proposal = ProposalFactory(notes="Call me", access_needs="A ramp")
    ProposedPersonFactory(proposal=proposal)
    ProposalScoreFactory(proposal=proposal, points=4, comment="She is right")
    decide(proposal=proposal, state="declined", text="Dana, no room.", user=editor)
    ended = timezone.now() - timedelta(days=days)
    type(proposal.call.event).objects.update(starts_at=ended - timedelta(hours=8), ends_at=ended)

    for _time in range(2):
        call_command("purge_registrations")

    kept = Proposal.objects.with_scores(editor).get()
    is_emptied = days > 90
    words = (kept.title, kept.abstract, kept.notes, kept.access_needs, kept.decision, kept.proposer)
    assert ("of 1 proposals too" in capsys.readouterr().out) == is_emptied
    assert (not any(words), kept.code != proposal.code, not kept.people.exists()) == (is_emptied,) * 3
    assert (kept.state, kept.kind, kept.mean, kept.scores.get().comment == "") == (
        "declined",
        "workshop",
        4,
        is_emptied,
    )
