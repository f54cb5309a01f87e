"""The audit trail of what a merge does: of every row, although they are moved in bulk, under the name of whoever merges."""

from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType

BATCH = 500


class Trail:
    """Enters what the Merge `merge` changes; what saves a row by itself does so through here, and is entered once."""

    def __init__(self, merge, user):
        self.merge, self.user = merge, user

    def save(self, row, changes):
        """Save `row` and enter its `changes`, {field: [before, after]}."""
        with disable_auditlog():
            row.save()
        self._enter([row], changes)

    def moved(self, relation, keys, before, after):
        """Enter the rows of `relation` with these keys; of the rows between two, those at the other end."""
        change = {(relation.of or relation.field).name: [before, after]}
        for start in range(0, len(keys), BATCH):
            self._enter(relation.named(keys[start : start + BATCH]), change)

    def added(self, rows):
        """Enter rows that were written in bulk."""
        self._enter(rows, {}, LogEntry.Action.CREATE)

    def delete(self, rows):
        self._enter(rows, {}, LogEntry.Action.DELETE)
        with disable_auditlog():
            for row in rows:
                row.delete()

    def set_several(self, row, name, rows):
        """Have the relation `name` of `row` be `rows`; return the names before and after, for `save`."""
        manager = getattr(row, name)
        before = listed(manager.order_by("pk"))
        with disable_auditlog():
            manager.set(rows)
        return [before, listed(manager.order_by("pk"))]

    def _enter(self, rows, changes, action=LogEntry.Action.UPDATE):
        told = {name: ["" if value is None else str(value) for value in pair] for name, pair in changes.items()}
        LogEntry.objects.bulk_create(
            LogEntry(
                content_type=ContentType.objects.get_for_model(row),
                object_pk=str(row.pk),
                object_id=row.pk,
                object_repr=str(row)[:300],
                action=action,
                changes=told,
                actor=self.user,
                additional_data={"merge": self.merge.pk},
            )
            for row in rows
        )


def listed(rows):
    return ", ".join(map(str, rows))
