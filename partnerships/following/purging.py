"""What nobody confirmed goes after UNCONFIRMED_FOLLOW_DAYS, and addresses that follow nothing any more at once."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from partnerships.following.actions import forget_idle
from partnerships.models import Follow, Follower


def purge(at):
    """Delete both; return how many follows nobody had confirmed. Whoever confirms at this moment stays."""
    due = Follow.objects.waiting().filter(created_at__lt=at - timedelta(days=settings.UNCONFIRMED_FOLLOW_DAYS))
    with transaction.atomic():
        keys = list(due.select_for_update().values_list("pk", flat=True))
        number = Follow.objects.waiting().filter(pk__in=keys).delete()[0]
    forget_idle(Follower.objects.all())
    return number
