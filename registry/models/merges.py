"""Two organisations that turned out to be one."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation


class Merge(models.Model):
    """That an organisation was merged into another, with all that is needed to part them again.

    `record` has what the merge did:
    {"fields": {field of the kept one: [before, after]}, "sets": {relation: {"added": [keys], "removed": [keys]}},
    "moved": [[model, foreign key, [keys of rows]]], "stayed": likewise, of rows that the kept one has its like of,
    "names": [[key, text] of the names added], "absorbed": {field of the absorbed one: [before, after]}}.

    `not_undone` has what an undo had to leave: [[model, key, field, why]].
    """

    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges", verbose_name=_("kept"))
    absorbed = models.ForeignKey(Organisation, models.CASCADE, related_name="absorptions", verbose_name=_("merged"))
    record = models.JSONField(_("what was done"), default=dict, encoder=DjangoJSONEncoder)
    merged_at = models.DateTimeField(_("merged at"), default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("merged by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    not_undone = models.JSONField(_("what could not be undone"), default=list, blank=True)

    stays_when_merged = True  # it tells of the two as they were

    class Meta:
        verbose_name = _("merge of organisations")
        verbose_name_plural = _("merges of organisations")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="registry_merge_of_two"),
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at__isnull=True), name="registry_merge_absorbed_once"
            ),
        ]

    def __str__(self):
        return f"{self.absorbed} → {self.kept}"

    @property
    def is_undone(self):
        return self.undone_at is not None
