from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from events.imports import fetching, results, runs
from events.imports.problems import FileRefused
from events.imports.reading import LARGEST
from events.models import Event, ProgrammeImport

EACH_SESSION = "session"
STEPS = 3


class Command(BaseCommand):
    """Bring a programme in from a file of frab or pretalx, or from its address; run again, it changes nothing."""

    help = (
        "Import a programme: schedule.xml or schedule.json as frab, pretalx and this portal write them, or pretalx's own "
        "JSON. Run it with --dry-run first: the run for real does exactly the same. All or nothing; nothing becomes "
        "public but venues and rooms, which have no drafts. Ends with 1 when sessions were refused."
    )

    def add_arguments(self, parser):
        languages = [EACH_SESSION, *(code for code, _name in settings.LANGUAGES)]
        parser.add_argument("source", help="a file, or an https address at one of PROGRAMME_IMPORT_HOSTS")
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--event", metavar="SLUG", help="the event it goes into")
        target.add_argument("--new-event", action="store_true", help="make an event of what the file says, as a draft")
        parser.add_argument(
            "--language",
            choices=languages,
            help="the language of the texts, “session” for that in which each session is held; by default that of the last "
            f"import into the event, else {settings.LANGUAGE_CODE}",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--cancel-missing", action="store_true", help="cancel what earlier imports brought and the file lacks now"
        )
        parser.add_argument(
            "--leave-out-refused", action="store_true", help="take the others where sessions are refused"
        )

    def handle(self, **options):
        try:
            # disable=None: no bar where the error stream is not a terminal.
            with tqdm(total=STEPS, disable=None, unit="step", leave=False) as bar:
                self.bring_in(options, bar)
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{options['source']} cannot be read: {error}.") from error

    def bring_in(self, options, bar):
        event = event_of(options["event"])
        content = content_of(options["source"])
        bar.update()
        kept = ProgrammeImport(
            event=event, language=language_of(options["language"], event), cancels_missing=options["cancel_missing"]
        )
        plan = plan_of(content, kept)
        bar.update()
        self.tell(plan)
        refused = plan.figures["refused"]
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing has been written.")
        elif refused and not options["leave_out_refused"]:
            raise FileRefused("refused_rows", count=refused)
        else:
            address = options["source"] if "://" in options["source"] else ""
            told = {"language": kept.language, "cancels_missing": kept.cancels_missing, "address": address}
            kept = runs.keep(content, name=Path(options["source"]).name, event=event, **told)
            done = runs.carry_out(kept, leaves_out_refused=options["leave_out_refused"])
            self.stdout.write(f"Done: {done.event.slug}.")
        bar.update()
        if refused:
            raise CommandError(f"{refused} sessions were refused.")

    def tell(self, plan):
        figures = plan.figures
        self.stdout.write(", ".join(f"{number} {name}" for name, number in figures.items()) + ".")
        with timezone.override(plan.event.zone):
            for place, title, remark in plan.remarks:
                self.stderr.write(" · ".join(filter(None, [place, title, str(remark)])))
            for entry in plan.entries:
                for *_change, reason in filter(lambda line: line[-1], results.lines_of(entry)):
                    self.stderr.write(f"{entry.place} · {entry.title}: {reason}")


def event_of(slug):
    """Return the Event at `slug`, None where none is named. Raises CommandError where there is none."""
    event = Event.objects.filter(slug=slug).first()
    if slug and event is None:
        raise CommandError(f"There is no event “{slug}”.")
    return event


def plan_of(content, kept):
    """Return what the file would do. Raises CommandError for a new event that is here: each run would make one more."""
    plan = runs.plan_of(runs.read(content), kept.event, kept)
    other = next(iter(plan.known.elsewhere.values()), None)
    if kept.event is None and other:
        raise CommandError(f"“{other}” has sessions of this file: bring it in with --event {other.slug}.")
    return plan


def content_of(source):
    if "://" in source:
        return fetching.fetch(source)
    with Path(source).open("rb") as file:
        return file.read(LARGEST * 1024**2 + 1)


def language_of(chosen, event):
    if chosen is None:
        return runs.usual_language(event, settings.LANGUAGE_CODE)
    return "" if chosen == EACH_SESSION else chosen
