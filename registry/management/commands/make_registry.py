from pathlib import Path

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from publishing.development import refuse_in_production, without_query_log
from registry.synthetic.files import ENCODINGS, write_csv
from registry.synthetic.writing import make_registry


class Command(BaseCommand):
    """Make a registry of invented organisations, every name marked as such, to measure and to try things on."""

    help = (
        "Make a synthetic registry: the same organisations for the same seed. May be stopped and run again; writes what is "
        "missing. Refuses to run in production."
    )

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=18_000, help="how many organisations (default 18000)")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes another registry (default 1)")
        parser.add_argument("--csv", type=Path, help="write this file, as a ministry would send it, and no database")
        parser.add_argument("--encoding", choices=ENCODINGS, default=ENCODINGS[0], help="of the file")

    def handle(self, *, rows, seed, csv, encoding, **options):
        refuse_in_production("Invented organisations have no place in production")
        if rows < 0 or seed < 0:
            raise CommandError("Give --rows and --seed as numbers from 0.")
        # disable=None: no bar where the error stream is not a terminal.
        with tqdm(total=rows, disable=None, unit="row", leave=False) as bar, without_query_log():
            if csv:
                write_csv(csv, rows, seed, encoding=encoding, progress=bar.update)
            else:
                written = make_registry(rows, seed, bar.update)
        self.stdout.write(
            f"{csv}: {rows} rows." if csv else f"{written} organisations made, {rows - written} were there."
        )
