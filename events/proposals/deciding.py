"""What staff do with proposals: score them, and decide. Whoever may change proposals may decide: the caller checks that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Proposal, ProposalScore
from events.models.proposal_scores import is_own
from events.proposals.sessions import make_session, remove_session

State = Proposal.State
OPEN_TO_DECISION = (State.SUBMITTED, *Proposal.DECIDED)


@transaction.atomic
def score(*, proposal, scorer, points, comment=""):
    """Keep the points of `scorer`, in place of those given before. Raises ValidationError for one's own proposal."""
    told = {"points": points, "comment": comment}
    # That there is one already is no mistake, also where the same was sent twice at once.
    ProposalScore(proposal=proposal, scorer=scorer, **told).full_clean(
        validate_unique=False, validate_constraints=False
    )
    return ProposalScore.objects.update_or_create(proposal=proposal, scorer=scorer, defaults=told)[0]


@transaction.atomic
def decide(*, proposal, state, text="", user):
    """Accept or decline `proposal`, or leave it open again (SUBMITTED), until its proposer is told; return it.

    Accepted, it has a session, once, as a draft without a time; otherwise that session goes. Raises ValidationError for
    what was not submitted, for what `user` proposed or is named in, for declining without a text, and once the proposer
    was told.
    """
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("call__event", "session")
    proposal = rows.get(pk=proposal.pk)
    if is_own(proposal, user):
        raise ValidationError(_("Nobody decides on what they proposed or are named in."), code="own")
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
