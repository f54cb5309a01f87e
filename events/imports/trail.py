"""The audit trail of what is written in bulk, which sends no signals: as if each row had been saved by itself."""

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType

CREATE, UPDATE = LogEntry.Action.CREATE, LogEntry.Action.UPDATE


def enter(changes, action, *, actor, source):
    """Enter `changes`, [(row, {field: (before, after)})] of one model; `source` is the ProgrammeImport, or None."""
    if not changes:
        return
    kind = ContentType.objects.get_for_model(changes[0][0])
    LogEntry.objects.bulk_create(
        LogEntry(
            content_type=kind,
            object_pk=str(row.pk),
            object_id=row.pk,
            object_repr=str(row)[:300],
            action=action,
            changes={name: [text(before), text(after)] for name, (before, after) in changed.items()},
            actor=actor,
            additional_data={"import": source.pk if source else None},
        )
        for row, changed in changes
    )


def text(value):
    return "" if value is None else str(value)
