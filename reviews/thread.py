"""The thread of a national review: what led to it, and what it led to."""

from django.db.models import Case, Prefetch, Value, When

from events.models import Session
from partnerships.models import Commitment, Partnership
from partnerships.thread import follow
from publishing.visibility import among


def thread_of_review(review, user):
    """Return the steps, as partnerships.thread does, of the contribution to `review` that led furthest: to a commitment,
    else one of which was told at a session."""
    commitments, sessions = Commitment.objects.visible_to(user), Session.objects.visible_to(user)
    contributions = review.contributions.visible_to(user).prefetch_related(
        Prefetch("led_to", commitments), Prefetch("mentioned_at", sessions.select_related("event"))
    )
    reach = Case(
        When(among("led_to", commitments), then=Value(0)),
        When(among("mentioned_at", sessions), then=Value(1)),
        default=Value(2),
    )
    contribution = contributions.order_by(reach, "pk").first()
    commitment, session = (contribution.led_to, contribution.mentioned_at) if contribution else (None, None)
    partnerships = Partnership.objects.visible_to(user)
    if commitment is not None:
        partnership = partnerships.filter(pk=commitment.partnership_id).first()
    else:
        partnership = session and partnerships.filter(signed_at_session=session).order_by("pk").first()
    return follow(partnership, commitment, user, session=session, contribution=contribution)
