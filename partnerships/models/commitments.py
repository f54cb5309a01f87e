from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Session
from goals.models import SdgTag, tag_constraints
from partnerships.models.partnerships import Partnership
from people.models import Organisation
from publishing.models import Publishable
from publishing.visibility import PublishableQuerySet, VisibleQuerySet, among
from publishing.wording import Worded


class Progress(models.TextChoices):
    """Where a commitment stands on a day: computed, never stored."""

    KEPT = "kept", _("Kept")
    OVERDUE = "overdue", _("Overdue")
    DROPPED = "dropped", _("Dropped")
    OPEN = "open", _("Open")


class CommitmentQuerySet(PublishableQuerySet):
    def published(self):
        """Published, with a public owner, and within a public partnership if within one."""
        partnerships = Partnership.objects.published()
        return (
            super()
            .published()
            .filter(
                Q(partnership__isnull=True) | among("partnership", partnerships),
                among("owner", Organisation.objects.published()),
            )
        )

    def with_progress(self, on):
        """Annotate `latest_value` (of the last approved report that gives one) and `progress` as at the date `on`."""
        approved = ProgressReport.objects.filter(
            commitment=OuterRef("pk"), state=ProgressReport.State.APPROVED, value__isnull=False
        )
        latest = Subquery(approved.order_by("-period_end", "-pk").values("value")[:1])
        falling = Q(target_value__lt=F("baseline"))
        rising = Q(baseline__isnull=True) | Q(target_value__gte=F("baseline"))
        reached = (rising & Q(latest_value__gte=F("target_value"))) | (falling & Q(latest_value__lte=F("target_value")))
        progress = Case(
            When(~Q(dropped_because=""), then=Value(Progress.DROPPED)),
            When(reached, then=Value(Progress.KEPT)),
            When(due_on__lt=on, then=Value(Progress.OVERDUE)),
            default=Value(Progress.OPEN),
            output_field=models.CharField(),
        )
        return self.annotate(latest_value=latest).annotate(progress=progress)

    def soonest_first(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def for_cards(self, user):
        """Fetch what a row shows, in a fixed number of queries."""
        tags = CommitmentTag.objects.visible_to(user).with_goals()
        return (
            self.with_progress(timezone.localdate())
            .select_related("owner", "partnership")
            .prefetch_related(
                Prefetch("tags", tags),
                Prefetch("made_at_session", Session.objects.visible_to(user).select_related("event")),
            )
        )


class Commitment(Publishable):
    """A promise that can be checked: who, what, how much, by when."""

    title = models.CharField(_("title"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="commitments", verbose_name=_("owner organisation")
    )
    partnership = models.ForeignKey(
        Partnership,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("partnership"),
    )
    made_at_session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("made at the session"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    unit = models.CharField(_("unit of measure"), max_length=100, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=3, null=True, blank=True)
    target_value = models.DecimalField(_("target value"), max_digits=16, decimal_places=3, null=True, blank=True)
    dropped_because = models.TextField(_("why it was dropped"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    worded_fields = ("title",)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(target_value__isnull=True) | ~Q(unit=""),
                name="partnerships_commitment_measured_in_a_unit",
                violation_error_message=_("A target value needs a unit of measure."),
            ),
            models.CheckConstraint(
                condition=Q(target_value__isnull=False) | Q(baseline__isnull=True),
                name="partnerships_commitment_baseline_needs_target",
                violation_error_message=_("A baseline needs a target value."),
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("partnerships:commitment", args=[self.slug])

    @property
    def progress_name(self):
        """The words for the progress that `with_progress` annotated."""
        return Progress(self.progress).label


class OfCommitment(VisibleQuerySet):
    """Rows that belong to one commitment and are as public as it is."""

    def published(self):
        return self.filter(among("commitment", Commitment.objects.published()))


class CommitmentTag(SdgTag):
    """A goal or target that the commitment serves."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="tags", verbose_name=_("commitment"))

    class Meta:
        verbose_name = _("goal of the commitment")
        verbose_name_plural = _("goals of the commitment")
        constraints = tag_constraints("commitment")


class ProgressReportQuerySet(OfCommitment):
    def published(self):
        """Only what staff approved."""
        return super().published().filter(state=ProgressReport.State.APPROVED)

    def latest_first(self):
        return self.order_by("-period_end", "-pk")


class ProgressReport(Worded):
    """What the owner says was reached in a period, shown once staff approved it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports", verbose_name=_("commitment"))
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    value = models.DecimalField(_("value reached"), max_digits=16, decimal_places=3, null=True, blank=True)
    narrative = models.TextField(_("what was done"), blank=True)
    evidence_url = models.URLField(_("address of the evidence"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT, db_index=True)
    return_reason = models.TextField(_("reason for returning"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    worded_fields = ("narrative",)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [
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
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="partnerships_progressreport_returned_with_a_reason",
                violation_error_message=_("Say why it is returned."),
            ),
        ]

    def __str__(self):
        return f"{self.commitment}, {self.period_start}–{self.period_end}"

    def get_absolute_url(self):
        return f"{self.commitment.get_absolute_url()}#report-{self.pk}"
