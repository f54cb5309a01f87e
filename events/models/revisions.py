"""The number by which calendars know that an entry has changed: SEQUENCE of RFC 5545."""

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import content_version
from publishing.wording import in_every_language


def raise_sequences(rows):
    """Count a revision of each of `rows`, a queryset. Call it after a bulk write, which calls no `save`."""
    if rows.update(sequence=F("sequence") + 1, updated_at=timezone.now()):
        content_version.raise_version()


def changes(row, names):
    """Return those of the columns `names` in which `row` differs from what the database has of it, and its SEQUENCE there.

    Holds the row until the end of the transaction, so that two who save at once count two revisions.
    """
    stored = type(row)._base_manager.select_for_update().filter(pk=row.pk).values("sequence", *names).first()
    if stored is None:
        return set(), row.sequence
    now = {name: row._meta.get_field(name).to_python(getattr(row, row._meta.get_field(name).attname)) for name in names}
    return {name for name in names if (now[name] or "") != (stored[name] or "")}, stored["sequence"]


class Revised(models.Model):
    """A row that stands in calendars; `calendar_fields` and the texts `calendar_texts` are what they show of it."""

    sequence = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    calendar_fields = ()
    calendar_texts = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            changed = set() if self._state.adding else self._count_revision(kwargs)
            super().save(*args, **kwargs)
            self.pass_on(changed)

    def pass_on(self, changed):
        """Count a revision of other rows that show the `changed` fields of this one."""

    def _count_revision(self, options):
        fields = options.get("update_fields")
        names = {*self.calendar_fields, *in_every_language(*self.calendar_texts)}
        changed, known = changes(self, names if fields is None else names & {*fields})
        # What was read long ago does not bring an old number back.
        self.sequence = known + bool(changed)
        if changed and fields is not None:
            options["update_fields"] = {*fields, "sequence", "updated_at"}
        return changed
