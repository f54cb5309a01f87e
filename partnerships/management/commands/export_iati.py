import os
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from partnerships.iati.obstacles import told
from partnerships.iati.writer import written
from partnerships.models import Partnership
from people.models import Organisation


class Command(BaseCommand):
    """Write the public partnerships that IATI can be told of into a file."""

    help = (
        "Write the published partnerships that nothing stops from being told to IATI (version 2.03) into a file, all of "
        "them or those that one organisation reports. The file is put in its place when it is whole, so the command may "
        "be stopped and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--organisation", metavar="SLUG", help="Only what this organisation reports.")
        parser.add_argument("--output", metavar="FILE", type=Path, required=True, help="Where the XML is written.")

    def handle(self, *, organisation, output, **options):
        rows, on = reported_by(organisation), timezone.localdate()
        count = told(rows, on).count()
        if not count:
            raise CommandError("There is no partnership to tell of: a file without activities would break the schema.")
        unfinished = output.with_name(f"{output.name}.part")
        with unfinished.open("wb") as file:
            file.writelines(written(rows, on))
        os.replace(unfinished, output)
        self.stdout.write(f"{count} activities written to {output}.")


def reported_by(slug):
    """Return the partnerships that the organisation at `slug` reports, or all; raise CommandError if it is unknown."""
    if slug is None:
        return Partnership.objects.all()
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise CommandError(f"There is no organisation {slug!r}.")
    return Partnership.objects.filter(reporting_organisation=organisation)
