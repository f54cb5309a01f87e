"""The files of imports: gone once they are brought in; what nobody brings in is kept for some days."""

from datetime import timedelta

from django.db.models import Q

from events.models import ProgrammeImport

KEPT_FOR = timedelta(days=7)


def forget_file(kept):
    """Delete the file of a ProgrammeImport, with the names and addresses that may be in it; its hash and figures stay."""
    kept.file.delete(save=False)
    ProgrammeImport.objects.filter(pk=kept.pk).update(file="")


def forget_files(at):
    """Delete what nobody brought in, and files that are left of what was; return the number of both."""
    never_done = Q(done_at=None, created_at__lt=at - KEPT_FOR)
    due = ProgrammeImport.objects.filter(never_done | Q(done_at__isnull=False)).exclude(file="")
    number = 0
    for kept in due.iterator(500):
        forget_file(kept)
        number += 1
    ProgrammeImport.objects.filter(never_done).delete()
    return number
