"""What became of commitments, written down when it is noticed: what a digest tells is what was noticed since the last."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.assessments import Assessment
from partnerships.models.commitments import Commitment, OfCommitment, Progress
from partnerships.models.reports import ProgressReport
from publishing.visibility import among


class DevelopmentQuerySet(OfCommitment):
    def published(self):
        """Of public commitments; of reports and assessments those that are public by now."""
        reports, assessments = ProgressReport.objects.published(), Assessment.objects.published()
        return (
            super()
            .published()
            .filter(
                Q(report__isnull=True) | among("report", reports),
                Q(assessment__isnull=True) | among("assessment", assessments),
            )
        )

    def standings(self):
        """Those that say where a commitment stood."""
        return self.filter(report=None, assessment=None)

    def noticed(self, *, after, until):
        """Those of the time that ends with the moment `until`, in the order in which they were noticed."""
        return self.filter(noticed_at__gt=after, noticed_at__lte=until).order_by("noticed_at", "pk")


class Development(models.Model):
    """A report or an assessment that was first seen, or where a commitment stood `before` and `after`.

    Where a commitment stands is computed, so nothing else remembers where it stood: dates pass, values and reasons are
    changed, reports are withdrawn. `before` is "" when the commitment itself was first seen.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="developments", verbose_name=_("commitment")
    )
    report = models.OneToOneField(
        ProgressReport,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="development",
        verbose_name=_("progress report"),
    )
    assessment = models.OneToOneField(
        Assessment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="development",
        verbose_name=_("independent assessment"),
    )
    before = models.CharField(_("progress before"), max_length=9, choices=Progress.choices, blank=True)
    after = models.CharField(_("progress after"), max_length=9, choices=Progress.choices, blank=True)
    noticed_at = models.DateTimeField(_("noticed at"), db_index=True)

    objects = DevelopmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("development")
        verbose_name_plural = _("developments")
        constraints = [
            models.CheckConstraint(
                condition=(Q(report__isnull=True, assessment__isnull=True) & ~Q(after=""))
                | Q(report__isnull=False, assessment__isnull=True, before="", after="")
                | Q(report__isnull=True, assessment__isnull=False, before="", after=""),
                name="partnerships_development_of_one_kind",
                violation_error_message=_("A report, an assessment or a change of progress."),
            ),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(report__isnull=True, assessment__isnull=True, before=""),
                name="partnerships_development_first_seen_once",
            ),
        ]

    def __str__(self):
        return f"{self.commitment_id}: {self.report_id or self.assessment_id or self.after}"

    @property
    def told_of(self):
        """The row whose address leads to what happened."""
        row = self.report or self.assessment
        if row is None:
            return self.commitment
        row.commitment = self.commitment  # already fetched
        return row
