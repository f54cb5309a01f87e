from django.conf import settings
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from goals import actions, unsd

OUTCOMES = ("created", "changed", "unchanged")


class Command(BaseCommand):
    """Replace our short titles, in one language, by the official wording of the framework, all or nothing."""

    help = (
        "Replace the titles of goals, targets and indicators, in one language, by the official wording from the SDG "
        "API of the UN Statistics Division (Goal/List?includechildren=true). What is missing is created."
    )

    def add_arguments(self, parser):
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("source", help="a JSON file, or an http(s) address that answers it")
        parser.add_argument("--language", choices=languages, default="en", help="the language of the wording (en)")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *, source, language, dry_run, **options):
        try:
            wordings = unsd.wordings(unsd.read(source))
        except unsd.SourceError as error:
            raise CommandError(str(error)) from error
        # disable=None: no bar where the error stream is not a terminal.
        progress = tqdm(wordings, disable=None, unit="row", leave=False)
        outcomes = actions.adopt_wording(progress, language=language, dry_run=dry_run)
        for kind in ("goal", "target", "indicator"):
            counts = ", ".join(f"{outcomes[kind, outcome]} {outcome}" for outcome in OUTCOMES)
            self.stdout.write(f"{kind.capitalize()}s: {counts}.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing has been written.")
