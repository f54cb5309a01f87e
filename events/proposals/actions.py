"""What a proposer does with a proposal: write it, hand it in, take it back. Whose it is, the caller has seen to."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Proposal, ProposalTag
from events.proposals.mails import ask_to_agree, confirm_receipt
from events.proposals.sessions import remove_session

State = Proposal.State


@transaction.atomic
def write(*, proposal, goals, people):
    """Save `proposal` as it was typed, with its `goals` and the bound formset `people` (or None).

    One that is submitted asks whoever is named and was not asked yet; the first time its receipt is confirmed by mail.
    Raises ValidationError while the call is not open, and for one too many.
    """
    now = timezone.now()
    if proposal.call.phase(now) != "open":
        raise ValidationError(_("The call is closed."), code="call_closed")
    proposal.check_fits_the_call()
    check_unchanged(proposal)
    is_first = proposal.state == State.SUBMITTED and proposal.submitted_at is None
    if is_first:
        proposal.submitted_at = now
    proposal.save()
    set_goals(proposal, goals)
    if people is not None:
        people.instance = proposal
        people.save()
    if proposal.state == State.SUBMITTED:
        ask_people(proposal, now)
    if is_first:
        confirm_receipt(proposal)


def check_unchanged(proposal):
    """Raise ValidationError where staff have decided, or its proposer has withdrawn it, since it was read."""
    stored = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if stored and stored.state not in (State.DRAFT, State.SUBMITTED):
        raise ValidationError(_("This proposal can no longer be changed."), code="decided")


def set_goals(proposal, goals):
    """Have `proposal` serve these goals; what is said of one that stays is kept."""
    proposal.tags.exclude(goal__in=goals).delete()
    there = set(proposal.tags.values_list("goal", flat=True))
    for goal in goals:
        if goal.pk not in there:
            ProposalTag.objects.create(proposal=proposal, goal=goal)


def ask_people(proposal, now):
    """Mail whoever is named and was not asked in these words."""
    for person in proposal.people.unasked():
        person.asked_at = now
        person.save()
        ask_to_agree(person)


@transaction.atomic
def withdraw(*, proposal):
    """Take `proposal` back. A draft is deleted; what was submitted stays for the figures. Done twice, changes nothing.

    A decision of which its proposer was not told is forgotten. Raises ValidationError once they were told.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state == State.WITHDRAWN:
        return
    if not proposal.may_be_withdrawn:
        raise ValidationError(_("You have been told of the decision: write to the organisers instead."), code="told")
    if proposal.state == State.DRAFT:
        proposal.delete()
        return
    with suppress(ValidationError):  # once it has its place in the programme, it is for staff to take it out
        remove_session(proposal)
    proposal.state, proposal.decision = State.WITHDRAWN, ""
    proposal.decided_at = proposal.decided_by = None
    proposal.save()
