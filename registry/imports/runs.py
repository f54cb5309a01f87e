"""A run from beginning to end: compare the whole file, then write it in one transaction.

While it compares, its progress is seen and it can be stopped. Killed at any moment it has written all or nothing, so it
can simply be started again. Writing holds a lock on SQLite, which is why nobody is told of progress then.
"""

import hashlib
from collections import Counter
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from people.facets import blocks
from people.models import Organisation
from publishing import content_version
from publishing.search import refresh
from registry.imports import statistics
from registry.imports.apply import Writer
from registry.imports.columns import guess
from registry.imports.plan import Plan
from registry.imports.problems import FileRefused
from registry.imports.tables import read_table
from registry.models import ImportRow, ImportRun

BATCH = 1000  # rows
SILENCE = timedelta(minutes=10)  # after which a run that says it is running is taken for dead
State, Outcome = ImportRun.State, ImportRow.Outcome


class Stopped(Exception):
    """Somebody has asked the run to stop."""


def prepare(*, source, file, name, user=None):
    """Return a new ImportRun of the binary `file`, its columns guessed. Raises FileRefused for a file without a table."""
    table = read_table(file)
    mapping = guess(table.headings, source.mapping)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    run = ImportRun(source=source, file_name=name[:200], file_hash=digest, mapping=mapping, started_by=user)
    run.file.save(f"{digest[:16]}{'.xlsx' if not table.delimiter else '.csv'}", file, save=True)
    return run


def take(run):
    """Claim `run` for this process and tell whether that worked: two workers never run the same one."""
    now = timezone.now()
    free = ~Q(state=State.RUNNING) | Q(heard_of_at__lt=now - SILENCE) | Q(heard_of_at__isnull=True)
    claim = {"state": State.RUNNING, "stop_asked": False, "started_at": now, "heard_of_at": now, "done_count": 0}
    return bool(ImportRun.objects.filter(free, pk=run.pk).exclude(state=State.DONE).update(**claim))


def run_import(run, *, progress=None, compares_first=True):
    """Carry out `run`, dry or for real, and return it with its figures. `progress(done, total)` is told how far it is.

    A real run compares the whole file first, so that its progress is seen and it can be stopped before it writes; whoever
    sits before it and needs neither may save the time.

    Ends DONE, STOPPED, or FAILED with the problem; any other exception is stored as well and raised again.
    """
    if not take(run):
        return ImportRun.objects.get(pk=run.pk)
    try:
        with run.file.open("rb") as file:
            figures = carry_out(run, read_table(file), progress or (lambda done, total: None), compares_first)
    except FileRefused as refusal:
        problem = {"code": refusal.code, "row": refusal.row, "params": refusal.params}
        return finish(run, State.FAILED, problem=problem)
    except Stopped:
        return finish(run, State.STOPPED)
    except Exception as error:
        finish(run, State.FAILED, problem={"code": "broken", "row": None, "params": {"value": type(error).__name__}})
        raise
    return finish(run, State.DONE, figures=figures)


def finish(run, state, **facts):
    ImportRun.objects.filter(pk=run.pk).update(state=state, finished_at=timezone.now(), **facts)
    return ImportRun.objects.get(pk=run.pk)


def carry_out(run, table, progress, compares_first):
    """Compare, and unless the run is dry, write. Returns {outcome: number of rows}."""
    run.rows.all()._raw_delete(using=run._state.db)  # they are nobody's history: no signal for each
    ImportRun.objects.filter(pk=run.pk).update(row_count=(total := table.count_rows()))
    if run.is_dry:
        return compare_all(run, table, lambda done: tell(run, progress, done, total))
    if compares_first:
        compare_all(run, table, lambda done: tell(run, progress, done, total), keeps_rows=False)
    return write_all(run, table, lambda done: listen(run, progress, done, total))


def tell(run, progress, done, total):
    """Keep how far the run is, and raise Stopped when somebody has asked for it."""
    ImportRun.objects.filter(pk=run.pk).update(done_count=done, heard_of_at=timezone.now())
    listen(run, progress, done, total)


def listen(run, progress, done, total):
    """Call `progress`, and raise Stopped when somebody has asked for it: what is not yet committed is undone."""
    progress(done, total)
    if ImportRun.objects.filter(pk=run.pk, stop_asked=True).exists():
        raise Stopped


def batches(rows):
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def compare_all(run, table, tell_of, *, keeps_rows=True):
    """Return the figures, and keep a row for whatever would happen."""
    plan, figures, done = Plan(run, table), new_figures(), 0
    for batch in batches(table.rows()):
        entries = plan.compare(batch)
        count(figures, entries)
        if keeps_rows:
            keep_rows(run, entries)
        done += len(batch)
        tell_of(done)
    closing = set()
    for records in batches(missing(run, plan)):
        open_ones = {one.organisation_id: one.organisation for one in records if is_to_close(one, closing)}
        if keeps_rows:
            keep_closed(run, [(organisation, organisation.status) for organisation in open_ones.values()])
        figures["closed"] += len(open_ones)
        closing |= open_ones.keys()
    return dict(figures)


@transaction.atomic
def write_all(run, table, tell_of):
    """Write everything, or nothing where a row is refused and the run is to take all rows or none."""
    plan, writer, figures, done = Plan(run, table), Writer(run), new_figures(), 0
    for number, batch in enumerate(batches(table.rows()), start=1):
        entries = plan.compare(batch)
        count(figures, entries)
        if figures["refused"] and not run.keeps_good_rows:
            raise FileRefused("refused_rows", count=figures["refused"])
        writer.write(entries)
        keep_rows(run, entries)
        if statistics.is_due(number):
            statistics.gather()
        tell_of(done := done + len(batch))
    for records in batches(missing(run, plan)):
        closed = writer.close(records)
        keep_closed(run, closed)
        figures["closed"] += len(closed)
    run.source.mapping = run.mapping
    run.source.save(update_fields=["mapping"])
    bring_up_to_date(writer.touched)
    finish(run, State.DONE, figures=dict(figures))  # with what it wrote: whoever dies now has done it
    return dict(figures)


def bring_up_to_date(touched):
    """Tell whatever is kept of the organisations with the keys `touched`: statistics, search, facets, pages."""
    statistics.gather()
    for keys in batches(touched):
        refresh(Organisation, keys)
    blocks.refresh(touched)
    content_version.raise_version()


def missing(run, plan):
    """Yield the records of a full source that its file no longer lists; `plan` has compared the whole of it."""
    if not run.source.is_full:
        return
    before = plan.records.filter(is_listed=True).select_related("organisation").order_by("pk")
    for record in before.iterator(chunk_size=BATCH):
        if record.pk not in plan.listed and record.organisation_id not in plan.present:
            yield record


def is_to_close(record, closing):
    """Tell whether the organisation of a missing record is open, and none of its other records has told so already."""
    return record.organisation.status != Organisation.Status.INACTIVE and record.organisation_id not in closing


def new_figures():
    return Counter(created=0, changed=0, left=0, closed=0, refused=0, conflicts=0, set_aside=0)


def count(figures, entries):
    figures.update(entry.outcome for entry in entries)
    figures["conflicts"] += sum(len(entry.conflicts) for entry in entries if not entry.problems)
    figures["set_aside"] += sum(len(entry.set_aside) for entry in entries if not entry.problems)


def keep_rows(run, entries):
    ImportRow.objects.bulk_create(
        ImportRow(
            run=run,
            number=entry.number,
            outcome=entry.outcome,
            organisation=entry.organisation,
            label=entry.label,
            changes={} if entry.outcome == "created" else entry.changes,
            problems=[problem._asdict() for problem in entry.problems],
        )
        for entry in entries
        if entry.outcome != "left"
    )


def keep_closed(run, closed):
    after = Organisation.Status.INACTIVE
    ImportRow.objects.bulk_create(
        ImportRow(
            run=run,
            outcome=Outcome.CLOSED,
            organisation=organisation,
            label=str(organisation)[:300],
            changes={"status": [before, after]},
        )
        for organisation, before in closed
    )


def is_dead(run):
    """Tell whether `run` says it is running and has not been heard of for so long that it must have been killed."""
    return run.state == State.RUNNING and (run.heard_of_at is None or run.heard_of_at < timezone.now() - SILENCE)


def ask_to_stop(run):
    """Ask a waiting or running `run` to stop; it does at the next thousand rows and leaves nothing behind."""
    ImportRun.objects.filter(pk=run.pk, state=State.WAITING).update(state=State.STOPPED)
    ImportRun.objects.filter(pk=run.pk, state=State.RUNNING).update(stop_asked=True)


def for_real(run, user=None):
    """Return the real run of the same file and columns as the dry `run`."""
    return ImportRun.objects.create(
        source=run.source,
        file=run.file.name,
        file_name=run.file_name,
        file_hash=run.file_hash,
        mapping=run.mapping,
        keeps_good_rows=run.keeps_good_rows,
        is_dry=False,
        of_dry_run=run,
        started_by=user,
    )
