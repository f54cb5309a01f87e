from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.models.approval import Approvable, ApprovedQuerySet
from partnerships.models.commitments import Commitment
from photos.models import Photo
from publishing.documents import GuardedFileField
from publishing.moments import HAS_BEEN


class ProgressReportQuerySet(ApprovedQuerySet):
    def latest_first(self):
        return self.order_by("-period_end", "-pk")

    def for_rows(self, user):
        """Fetch what a row shows besides: the commitment, and the picture that `user` may see."""
        return self.select_related("commitment").prefetch_related(
            Prefetch("evidence_photo", Photo.objects.visible_to(user))
        )


class ProgressReport(Approvable):
    """What the owner says was reached in a period."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports", verbose_name=_("commitment"))
    period_start = models.DateField(_("from"), validators=HAS_BEEN)
    period_end = models.DateField(_("until"), validators=HAS_BEEN)
    value = models.DecimalField(_("value reached"), max_digits=16, decimal_places=3, null=True, blank=True)
    narrative = models.TextField(_("what was done"), blank=True)
    says_kept = models.BooleanField(
        _("says that the promise is kept"),
        default=False,
        help_text=_("Counts only where the promise has no target value: otherwise the values tell."),
    )
    evidence_url = models.URLField(_("address of the evidence"), blank=True)
    evidence_file = GuardedFileField(_("evidence as a file"), upload_to="evidence", blank=True)
    evidence_photo = models.ForeignKey(
        Photo,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="evidence_of",
        verbose_name=_("evidence as a picture"),
    )

    worded_fields = ("narrative",)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [
            *Approvable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="partnerships_progressreport_period_in_order",
                violation_error_message=_("The period cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["commitment", "period_start", "period_end"],
                name="partnerships_progressreport_period_once",
                violation_error_message=_("There is a report for this period already."),
            ),
        ]
        # By which `with_progress` finds the last approved one of a commitment, as often as it asks.
        indexes = [models.Index(fields=["commitment", "state", "period_end"])]

    def __str__(self):
        return f"{self.commitment}, {self.period_start}–{self.period_end}"

    def clean(self):
        """What is reported of a promise was done after it was made, at least in part."""
        super().clean()
        commitment = getattr(self, "commitment", None)
        if commitment is None or not commitment.made_on or self.period_end is None:
            return
        if self.period_end < commitment.made_on:
            message = _("The period ends before the commitment was made.")
            raise ValidationError({"period_end": ValidationError(message, code="before_made")})

    @property
    def evidence_address(self):
        """Where the file that is kept here is read, by whoever may see the report; "" without one."""
        return self.get_file_url() if self.evidence_file else ""

    def get_file_url(self):
        return reverse("partnerships:evidence", args=[self.pk])

    def get_absolute_url(self):
        return f"{self.commitment.get_absolute_url()}#report-{self.pk}"
