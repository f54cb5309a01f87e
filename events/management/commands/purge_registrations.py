from django.core.management import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from events.imports.purging import forget_files
from events.models import Proposal, Registration
from events.proposals.asking import ask_the_waiting
from events.proposals.purging import purge as purge_proposal
from events.registration.purging import delete_unconfirmed, give_on_lapsed_seats, purge
from publishing import content_version


class Command(BaseCommand):
    """Delete what has served: personal data of participants and proposers, what nobody confirmed, files of imports."""

    help = (
        "Ask who is still to be asked about a proposal, give on the seats that nobody confirmed in time, delete "
        "registrations that nobody confirmed for a day, and the personal data of participants and proposers "
        "PARTICIPANT_DATA_DAYS days after their event; figures stay. Files of programmes that nobody brought in go after "
        "seven days. Run it every quarter of an hour. It may be stopped and run again: done twice, it changes nothing."
    )

    def handle(self, **options):
        now = timezone.now()
        ask_the_waiting(now)
        looked_at = give_on_lapsed_seats(now)
        deleted = delete_unconfirmed(now)
        due = Registration.objects.due_for_purging(now).order_by("pk")
        number = due.count()
        # disable=None: no bar where the error stream is not a terminal.
        for registration in tqdm(due.iterator(500), total=number, disable=None, unit="registration", leave=False):
            purge(registration)
        proposals = Proposal.objects.due_for_purging(now).order_by("pk")
        emptied = proposals.count()
        for proposal in proposals.iterator(500):
            purge_proposal(proposal)
        files = forget_files(now)
        if number:
            content_version.raise_version()
        self.stdout.write(
            f"{looked_at} events with seats given on, {deleted} unconfirmed registrations deleted, "
            f"personal data of {number} participants deleted, of {emptied} proposals too, {files} files of imports deleted."
        )
