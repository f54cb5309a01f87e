"""What staff do with proposals: score them, and decide. Whoever may change proposals may decide: the caller checks that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Proposal, ProposalScore
from events.proposals.sessions import make_session, remove_session

State = Proposal.State
OPEN_TO_DECISION = (State.SUBMITTED, *Proposal.DECIDED)


@transaction.atomic
def score(*, proposal, scorer, points, comment=""):
    """Keep the points of `scorer`, in place of those given before. Raises ValidationError for one's own proposal."""
    given = ProposalScore.objects.filter(proposal=proposal, scorer=scorer).first()
    given = given or ProposalScore(proposal=proposal, scorer=scorer)
    given.points, given.comment = points, comment
    given.full_clean()
    given.save()
    return given


@transaction.atomic
def decide(*, proposal, state, text="", user):
    """Accept or decline `proposal`, or leave it open again (SUBMITTED), until its proposer is told; return it.

    Accepted, it has a session, once, as a draft without a time; otherwise that session goes. Raises ValidationError for
    what was not submitted, for a proposal of one's own, for declining without a text, and once the proposer was told.
    """
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("call__event", "session")
    proposal = rows.get(pk=proposal.pk)
    if proposal.state not in OPEN_TO_DECISION or proposal.purged_at:
        told = {"state": proposal.get_state_display()}
        raise ValidationError(_("Its state is “%(state)s”: there is nothing to decide.") % told, code="state")
    if proposal.told_at:
        raise ValidationError(_("Its proposer has been told already."), code="told")
    if state != State.ACCEPTED:
        remove_session(proposal)
    proposal.state, proposal.decision = state, text.strip()
    is_decided = state in Proposal.DECIDED
    proposal.decided_at, proposal.decided_by = (timezone.now(), user) if is_decided else (None, None)
    proposal.full_clean()
    if state == State.ACCEPTED and proposal.session is None:
        proposal.session = make_session(proposal)
    proposal.save()
    return proposal
