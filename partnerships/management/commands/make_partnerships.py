from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from partnerships.synthetic.world import NobodyThereError
from partnerships.synthetic.writing import Wanted, make_partnerships
from publishing.development import refuse_in_production, without_query_log

MOST_REPORTS = 20  # of a promise: one a quarter, five years


class Command(BaseCommand):
    """Make invented partnerships, promises and reports, every title marked as such, to measure and to try things on."""

    help = (
        "Make synthetic partnerships, commitments and reports of the organisations that make_registry has made: the "
        "same for the same seed and day. May be stopped and run again; writes what is missing. Refuses to run in production."
    )

    def add_arguments(self, parser):
        parser.add_argument("--partnerships", type=int, default=3_000, help="how many partnerships (default 3000)")
        parser.add_argument("--commitments", type=int, default=6_000, help="how many commitments (default 6000)")
        parser.add_argument("--reports", type=int, default=20_000, help="how many progress reports (default 20000)")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes others (default 1)")

    def handle(self, *, partnerships, commitments, reports, seed, **options):
        refuse_in_production("Invented partnerships have no place in production")
        wanted = Wanted(partnerships, commitments, reports)
        if min(*wanted, seed) < 0:
            raise CommandError("Give all numbers as numbers from 0.")
        if reports > commitments * MOST_REPORTS:
            raise CommandError(f"A commitment has at most {MOST_REPORTS} reports: give fewer --reports.")
        # disable=None: no bar where the error stream is not a terminal.
        total = partnerships + commitments
        with tqdm(total=total, disable=None, unit="row", leave=False) as bar, without_query_log():
            try:
                made = make_partnerships(wanted, seed=seed, day=timezone.localdate(), progress=bar.update)
            except NobodyThereError as error:
                raise CommandError("There is nobody to make partnerships of: run make_registry first.") from error
        there = f"{partnerships - made.partnerships} partnerships and {commitments - made.commitments} commitments"
        self.stdout.write(
            f"{made.partnerships} partnerships, {made.commitments} commitments and {made.reports} reports made; "
            f"{there} were there."
        )
