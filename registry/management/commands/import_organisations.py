from pathlib import Path

from django.core.files import File
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from registry.doubles.finding import find_after
from registry.imports import runs
from registry.imports.columns import check
from registry.imports.problems import FileRefused, message_of
from registry.imports.tables import read_table
from registry.models import ImportRow, ImportRun, Source

SHOWN = 20  # refused rows that are told on the screen; the panel has them all


class Command(BaseCommand):
    """Bring a register of organisations in from a CSV or XLSX file, all or nothing."""

    help = (
        "Import organisations from a CSV or XLSX file. Columns are known by their headings (see --map). Run it with "
        "--dry-run first: the run for real does exactly the same. Ends with 1 when rows were refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file, as it was sent")
        parser.add_argument("--source", required=True, help="the name of the source; made where there is none yet")
        parser.add_argument("--country", default="", help="the country of a new source: KZ, KG, TJ, TM or UZ")
        parser.add_argument("--scheme", default="", help="the scheme of its identifiers, as on org-id.guide: KZ-BIN")
        parser.add_argument("--licence", default="", help="the licence of a new source")
        parser.add_argument("--full", action="store_true", help="it lists everything: what it lacks becomes inactive")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=HEADING", help="which column is a field"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--all-or-nothing", action="store_true", help="a refused row stops everything")

    def handle(self, **options):
        try:
            run = self.prepared(options)
        except FileRefused as refusal:
            raise CommandError(in_words(refusal.code, refusal.row, refusal.params)) from refusal
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error}.") from error
        # disable=None: no bar where the error stream is not a terminal.
        with tqdm(disable=None, unit="row", leave=False) as bar:
            run = runs.run_import(run, progress=lambda done, total: show(bar, done, total), compares_first=False)
        self.report(run)

    def prepared(self, options):
        """Return the run, its columns chosen by --map and by their headings. Raises FileRefused and CommandError."""
        with options["file"].open("rb") as content:
            headings = read_table(content).headings
            run = runs.prepare(source=source_of(options), file=File(content), name=options["file"].name)
        run.mapping |= dict(one.partition("=")[::2] for one in options["map"])
        if problems := check(run.mapping, headings):
            told = [f"{problem.column}: {message_of(problem.code, problem.params)}" for problem in problems]
            raise CommandError("\n".join(told))
        run.is_dry, run.keeps_good_rows = options["dry_run"], not options["all_or_nothing"]
        run.save()
        return run

    def report(self, run):
        if run.state == ImportRun.State.FAILED:
            raise CommandError(in_words(run.problem["code"], run.problem["row"], run.problem["params"]))
        if run.state == ImportRun.State.DONE and not run.is_dry and (new := find_after(run)):
            self.stderr.write(f"{new} pairs of organisations may be one: see the possible doubles in the panel.")
        # PostgreSQL keeps JSON in an order of its own.
        self.stdout.write(", ".join(f"{run.figures[outcome]} {outcome}" for outcome in runs.new_figures()) + ".")
        refused = run.rows.filter(outcome=ImportRow.Outcome.REFUSED)
        for row in refused[:SHOWN]:
            for problem in row.problems:
                column = f"{problem['column']}: " if problem["column"] else ""
                self.stderr.write(f"Row {row.number}: {column}{message_of(problem['code'], problem['params'])}")
        if run.is_dry:
            self.stdout.write("This was a dry run: nothing has been written.")
        if run.figures["refused"]:
            raise CommandError(f"{run.figures['refused']} rows were refused.")


def show(bar, done, total):
    bar.total = total
    bar.update(done - bar.n)


def source_of(options):
    """Return the Source that is named; what the options say of it counts for a new one only, but for --full."""
    facts = {name: options[name] for name in ("country", "scheme", "licence")}
    source, _is_new = Source.objects.get_or_create(
        name=options["source"], defaults={**facts, "is_full": options["full"]}
    )
    return source


def in_words(code, row, params):
    where = f"Row {row}: " if row else ""
    return where + message_of(code, params)
