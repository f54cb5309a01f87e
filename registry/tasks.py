"""What a worker does for the registry."""

from django_tasks import task

from registry.imports.runs import run_import
from registry.models import ImportRun


@task()
def carry_out_import(run_pk):
    """Carry out the ImportRun with this key; run again after a crash it begins anew, for nothing was written."""
    run_import(ImportRun.objects.select_related("source").get(pk=run_pk))
