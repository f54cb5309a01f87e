from django.core.management.base import BaseCommand, CommandError, no_translations

from portal.sampling import Loader, SampleError


class Command(BaseCommand):
    """Load the sample content: the XI Civic Forum in Astana, from the files in portal/sample.

    Every fact is from one published article; docs/sample-content.md says which and where. The pictures are drawn and
    marked as placeholders. The content is real, so it may be loaded in production too.

    Only missing rows are written, all in one transaction: a second run changes nothing, and a row that somebody has
    edited stays as it is, with all that hangs on it. To have a row as in the files again, delete it and run this again.
    """

    help = "Load the sample content (the XI Civic Forum in Astana): what is missing of it, and nothing else."

    @no_translations
    def handle(self, **options):
        loader = Loader()
        try:
            loader.load()
        except SampleError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self._tell(loader)

    def _tell(self, loader):
        for kind in dict.fromkeys(type(row) for row in loader.created):
            slugs = ", ".join(row.slug for row in loader.created if type(row) is kind)
            self.stdout.write(f"  {kind._meta.verbose_name_plural}: {slugs}")
        created, found = len(loader.created), len(loader.found)
        self.stdout.write(f"Sample content: {created} rows created, {found} left as they were.")
