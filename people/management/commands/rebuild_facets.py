from django.core.management.base import BaseCommand
from tqdm import tqdm

from people.facets import blocks


class Command(BaseCommand):
    """Work out anew which organisations have which value of each facet; the site may go on meanwhile."""

    help = (
        "Work the counts of the directory of organisations out anew, in short transactions: the site may go on, and the "
        "command may be stopped and started again. Needed only after rows were changed past the portal, by SQL."
    )

    def handle(self, *args, **options):
        with tqdm(unit="block", disable=None, file=self.stderr) as bar:
            blocks.rebuild(progress=lambda done, total: show(bar, done, total))
        self.stdout.write("The index of facets is up to date.")


def show(bar, done, total):
    bar.total = total
    bar.update(done - bar.n)
