"""What a proposer does with a proposal: write it, hand it in, take it back. Whose it is, the caller has seen to."""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import CallForSessions, Proposal, ProposalTag, ProposedPerson
from events.proposals.asking import ask_people
from events.proposals.mails import confirm_receipt
from events.proposals.sessions import remove_session

State = Proposal.State
SENT_TWICE = timedelta(minutes=10)
SAID = [
    "title", "abstract", "kind", "language", "minutes", "interpretation", "access_needs", "technical_needs", "notes",
    "state",
]  # fmt: skip


@transaction.atomic
def write(*, proposal, goals, people):
    """Save `proposal` as it was typed, with its `goals` and the bound formset `people` (or None); return it.

    The same sent twice makes one proposal: the first is returned. One that is submitted asks whoever is named and was not
    asked in these words; the first time its receipt is confirmed by mail. Raises ValidationError while the call is not
    open, and for one too many.
    """
    now = timezone.now()
    if proposal.call.phase(now) != "open":
        raise ValidationError(_("The call is closed."), code="call_closed")
    proposal.check_fits_the_call()
    if twin := twin_of(proposal, goals, people, now):
        return twin
    title_before = hold(proposal)
    is_first = proposal.state == State.SUBMITTED and proposal.submitted_at is None
    if is_first:
        proposal.submitted_at = now
    proposal.save()
    set_goals(proposal, goals)
    name_people(proposal, people)
    if proposal.title != title_before:
        proposal.people.ask_anew()
    if proposal.state == State.SUBMITTED:
        ask_people(proposal, now)
    if is_first:
        confirm_receipt(proposal)
    return proposal


def twin_of(proposal, goals, people, now):
    """Return the Proposal that this form made when it was sent a moment ago, or None. Holds the call for a new one."""
    if proposal.pk:
        return None
    CallForSessions.objects.select_for_update(no_key=True).get(pk=proposal.call_id)
    lately = Proposal.objects.of(proposal.proposer).filter(call=proposal.call, created_at__gt=now - SENT_TWICE)
    typed = [form.cleaned_data for form in people.forms if form.has_changed()] if people else []
    named = {tuple(one[name] for name in ProposedPerson.ASKED_ABOUT) for one in typed}

    def is_the_same(one):
        is_said_so = all(getattr(one, name) == getattr(proposal, name) for name in SAID)
        goals_before = {*one.tags.values_list("goal", flat=True)}
        named_before = {*one.people.values_list(*ProposedPerson.ASKED_ABOUT)}
        return is_said_so and goals_before == {goal.pk for goal in goals} and named_before == named

    return next(filter(is_the_same, lately), None)


def hold(proposal):
    """Lock `proposal`, take over what others did to it since it was read, and return the title that it had.

    Other words need another decision: one that was not told is undone, its text stays for staff. Raises ValidationError
    once the proposer was told, has withdrawn it, or its session is in the programme.
    """
    if not proposal.pk:
        return proposal.title
    refusal = ValidationError(_("This proposal can no longer be changed."), code="decided")
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("session")
    stored = rows.filter(pk=proposal.pk).first()
    if stored is None or not stored.may_be_withdrawn:
        raise refusal
    try:
        remove_session(stored)
    except ValidationError as error:
        raise refusal from error
    if stored.state != State.DRAFT:
        proposal.state, proposal.submitted_at = State.SUBMITTED, stored.submitted_at
    proposal.session = proposal.decided_at = proposal.decided_by = None
    proposal.decision, proposal.asked = stored.decision, stored.asked
    return stored.title


def set_goals(proposal, goals):
    """Have `proposal` serve these goals; what is said of one that stays is kept."""
    proposal.tags.exclude(goal__in=goals).delete()
    there = set(proposal.tags.values_list("goal", flat=True))
    for goal in goals:
        if goal.pk not in there:
            ProposalTag.objects.create(proposal=proposal, goal=goal)


def name_people(proposal, people):
    """Save the formset `people`. Raises ValidationError where another window has named one of them meanwhile."""
    if people is None:
        return
    people.instance = proposal
    try:
        with transaction.atomic():
            people.save()
    except IntegrityError as error:
        raise ValidationError(_("Somebody with this address is named already."), code="named") from error


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
