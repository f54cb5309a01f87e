"""The thread of a national review: what led to it, and what it led to."""

from django.db.models import F, Prefetch

from events.models import Session
from partnerships.models import Commitment, Partnership
from partnerships.thread import follow


def thread_of_review(review, user):
    """Return the steps, as partnerships.thread does, of the contribution to `review` that led furthest: to a commitment,
    else one of which was told at a session."""
    contributions = review.contributions.visible_to(user).prefetch_related(
        Prefetch("led_to", Commitment.objects.visible_to(user)),
        Prefetch("mentioned_at", Session.objects.visible_to(user).select_related("event")),
    )
    by_reach = F("led_to").asc(nulls_last=True), F("mentioned_at").asc(nulls_last=True), "pk"
    contribution = contributions.order_by(*by_reach).first()
    commitment, session = (contribution.led_to, contribution.mentioned_at) if contribution else (None, None)
    partnerships = Partnership.objects.visible_to(user)
    if commitment is not None:
        partnership = partnerships.filter(pk=commitment.partnership_id).first()
    else:
        partnership = session and partnerships.filter(signed_at_session=session).order_by("pk").first()
    return follow(partnership, commitment, user, session=session, contribution=contribution)
