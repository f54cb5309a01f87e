from django.core.management import BaseCommand
from django.utils import timezone

from partnerships.following.digests import send_digests
from partnerships.following.purging import purge


class Command(BaseCommand):
    """Send whoever follows something by mail what is new in it, and delete the addresses that nobody confirmed."""

    help = (
        "Send the digests that are due: to each address that follows something one mail with all that is new in it, at most "
        "one a week, none where nothing is new. Delete what nobody confirmed within UNCONFIRMED_FOLLOW_DAYS. Run it every "
        "day. It may be stopped and run again: nobody gets two, and nothing is lost."
    )

    def handle(self, **options):
        purged = purge(timezone.now())
        sent, failed = send_digests(timezone.now())
        self.stdout.write(
            f"{sent} digests sent, {failed} not taken by the mail server, {purged} unconfirmed wishes to follow deleted."
        )
