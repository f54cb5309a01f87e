"""What a worker does for the registry."""

from django_tasks import task

from registry.doubles.finding import find_after
from registry.imports.runs import run_import
from registry.models import ImportRun


@task()
def carry_out_import(run_pk):
    """Carry out the ImportRun with this key; run again after a crash it begins anew, for nothing was written.

    What it brought is then looked through for doubles, outside the transaction; done twice, that adds nothing.
    """
    run = run_import(ImportRun.objects.select_related("source").get(pk=run_pk))
    if run.state == ImportRun.State.DONE and not run.is_dry:
        find_after(run)
