from django.core.management import BaseCommand
from django.utils import timezone

from partnerships.asking import ask


class Command(BaseCommand):
    """Ask the owners of commitments by mail for the progress reports that are due."""

    help = (
        "Ask the owners of commitments, at the public address of their organisation, for the progress reports that are "
        "due: once each time the interval that a commitment gives has passed since the last report or the last mail. Run "
        "it every day. It may be stopped and run again: nobody is asked twice."
    )

    def handle(self, **options):
        self.stdout.write(f"{ask(timezone.localdate())} owners asked for reports.")
