from django.core.management import BaseCommand
from tqdm import tqdm

from registry.doubles.finding import find
from registry.models import Double


class Command(BaseCommand):
    """Look through the whole registry for organisations that are listed twice."""

    help = (
        "Find organisations that may be listed twice and propose them for a decision in the panel. It may be stopped and "
        "run again: what was decided stays decided, and nothing is proposed twice."
    )

    def handle(self, **options):
        # disable=None: no bar where the error stream is not a terminal.
        with tqdm(disable=None, unit="organisation", leave=False) as bar:
            new = find(progress=lambda done, total: show(bar, done, total))
        self.stdout.write(f"{new} new pairs, {Double.objects.waiting().count()} to be decided.")


def show(bar, done, total):
    bar.total = total
    bar.update(done - bar.n)
