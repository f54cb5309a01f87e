"""The thread of a story: from the session it tells of to what came of it."""

from django.db.models import Count, Q

from events.models import Session
from partnerships.models import Commitment
from partnerships.thread import follow, furthest


def thread_of_story(story, user):
    """Return the steps, as partnerships.thread does, of what `story` tells of and `user` may see.

    Of several sessions the one that most was put into reviews at; the commitment made there that got furthest.
    """
    contributions = Session.contributions.rel.related_model.objects.visible_to(user)  # they lie in an app above
    told = Count("contributions", filter=Q(contributions__in=contributions))
    sessions = story.sessions.visible_to(user).select_related("event").annotate(told=told)
    session = sessions.order_by("-told", "pk").first()
    partnership = story.partnerships.visible_to(user).order_by("pk").first()
    commitment = furthest(Commitment.objects.visible_to(user).filter(made_at_session=session)) if session else None
    return follow(partnership, commitment, user, session=session)
