from django.core.management import BaseCommand
from django.utils import timezone

from people.accounts.purging import delete_unconfirmed


class Command(BaseCommand):
    """Delete accounts that somebody signed up for and never confirmed."""

    help = (
        "Delete accounts whose address nobody confirmed within UNCONFIRMED_ACCOUNT_DAYS, so that no address is kept that "
        "its owner did not give. Run it every day. It may be stopped and run again: done twice, it changes nothing."
    )

    def handle(self, **options):
        self.stdout.write(f"{delete_unconfirmed(timezone.now())} unconfirmed accounts deleted.")
