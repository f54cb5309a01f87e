from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Session
from goals.models import SdgTag, tag_constraints
from partnerships.models.partnerships import Partnership, of_one_house
from partnerships.models.progress import SILENT_AFTER, SOON, Months, Progress
from people.models import Organisation
from publishing.models import Publishable
from publishing.moments import SENSIBLE
from publishing.visibility import PublishableQuerySet, VisibleQuerySet, among
from publishing.wording import languages_with

FALLING = Q(target_value__lt=F("baseline"))
RISING = Q(baseline__isnull=True) | Q(target_value__gte=F("baseline"))
REACHED = (RISING & Q(latest_value__gte=F("target_value"))) | (FALLING & Q(latest_value__lte=F("target_value")))


def day_of(session):
    """Return the day of `session` where it is held, or the first of its event while it has no hours."""
    starts_at = session.starts_at
    return starts_at.astimezone(session.event.zone).date() if starts_at else session.event.first_day


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

    def made_at(self, event, user):
        """Those made at a session of `event` that `user` may see."""
        sessions = Session.objects.visible_to(user).filter(event=event)
        return self.filter(made_at_session__in=sessions.values("pk"))

    def with_progress(self, on):
        """Annotate `latest_value` (of the last approved report that gives one), `heard_on` and `progress` as at `on`.

        In this order, the first that fits. *Dropped*: there is a reason why. *Kept*: the latest approved value has reached
        the target, from below or, where the target lies under the baseline, from above; where nothing was to be measured,
        an approved report says so. *Overdue*: the day it was due has passed. *Without news*: for SILENT_AFTER nothing was
        approved, counted from the end of the last approved period (else from when it was made, or came onto the portal):
        a year, for the portal asks for reports at least once a year. *Due soon*: within SOON, a quarter, in which there is
        still time to act. *On course*: all the rest.
        """
        progress = Case(
            When(~Q(dropped_because=""), then=Value(Progress.DROPPED)),
            When(REACHED | Q(said_kept=True, target_value__isnull=True), then=Value(Progress.KEPT)),
            When(due_on__lt=on, then=Value(Progress.OVERDUE)),
            When(heard_on__lt=on - SILENT_AFTER, then=Value(Progress.SILENT)),
            When(due_on__lte=on + SOON, then=Value(Progress.DUE_SOON)),
            default=Value(Progress.ON_COURSE),
            output_field=models.CharField(),
        )
        return self.with_news().annotate(progress=progress)

    def with_news(self):
        """Annotate what approved reports say: `latest_value`, `said_kept`, and when something was last heard."""
        reports = self.model.reports.rel.related_model.objects  # they lie in a module above
        approved = reports.filter(commitment=OuterRef("pk"), state="approved")
        latest = approved.order_by("-period_end", "-pk")
        return self.annotate(
            latest_value=Subquery(latest.filter(value__isnull=False).values("value")[:1]),
            said_kept=Exists(approved.filter(says_kept=True)),
            heard_on=Coalesce(
                Subquery(latest.values("period_end")[:1]), "made_on", TruncDate("published_at"), TruncDate("created_at")
            ),
        )

    def soonest_first(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def for_cards(self, user):
        """Fetch what a row shows, in a fixed number of queries."""
        tags = CommitmentTag.objects.visible_to(user).with_goals()
        return (
            self.with_progress(timezone.localdate())
            .select_related("owner", "partnership")
            .prefetch_related(Prefetch("tags", tags))
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
    made_on = models.DateField(
        _("made on"),
        null=True,
        blank=True,
        validators=SENSIBLE,
        help_text=_("Empty: the day of the session at which it was made."),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, validators=SENSIBLE)
    unit = models.CharField(_("unit of measure"), max_length=100, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=3, null=True, blank=True)
    target_value = models.DecimalField(_("target value"), max_digits=16, decimal_places=3, null=True, blank=True)
    unmeasurable_because = models.TextField(
        _("why it cannot be measured as it was made"),
        blank=True,
        help_text=_("Shown in the place of what is missing: unit, baseline, target value or the day it is due."),
    )
    dropped_because = models.TextField(_("why it was dropped"), blank=True)
    report_every = models.PositiveSmallIntegerField(
        _("reports are asked for"), choices=Months.choices, default=Months.SIX
    )
    asked_for_report_on = models.DateField(_("last asked for a report on"), null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(target_value__isnull=True) | Q(baseline__isnull=True) | ~Q(target_value=F("baseline")),
                name="partnerships_commitment_target_is_a_change",
                violation_error_message=_("A target value that is the baseline promises nothing that can be measured."),
            ),
            models.CheckConstraint(
                condition=Q(made_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("made_on")),
                name="partnerships_commitment_due_after_it_is_made",
                violation_error_message=_("A commitment cannot be due before it is made."),
            ),
        ]
        # The register reads the public ones as they are due: without it all 6,000 are sorted for every page, 44 ms not 0.4.
        indexes = [models.Index(fields=["publication_state", "due_on"])]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("partnerships:commitment", args=[self.slug])

    def clean(self):
        super().clean()
        self.take_day_of_session()
        if self.pk and self.assessments.filter(of_one_house(self.party_keys(), "assessor__")).exists():
            raise ValidationError(_("An organisation that has assessed it cannot be a party to it."), code="assessor")

    def save(self, *args, **kwargs):
        if self.take_day_of_session() and (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "made_on"}
        super().save(*args, **kwargs)

    def take_day_of_session(self):
        """Date a promise of a session by it, unless another day is said; tell whether that was needed."""
        is_needed = self.made_on is None and self.made_at_session is not None
        if is_needed:
            self.made_on = day_of(self.made_at_session)
        return is_needed

    def lacking(self):
        """What nobody could check is no promise, unless it is said why it was made like that."""
        if languages_with(self, "unmeasurable_because"):
            return []
        if not self.unsaid:
            return []
        sentence = _("To be checked it needs: %(missing)s. Or say why it cannot be measured as it was made.")
        return [sentence % {"missing": ", ".join(self.unsaid)}]

    @property
    def unsaid(self):
        """The names of what it does not say and nobody can check it without."""
        needed = [self._meta.get_field(name) for name in ("unit", "baseline", "target_value", "due_on")]
        return [str(field.verbose_name) for field in needed if getattr(self, field.name) in (None, "")]

    def party_keys(self):
        """Return the keys of its owner and of the partners of its partnership."""
        partners = self.partnership.partners.values_list("organisation_id", flat=True) if self.partnership_id else []
        return {self.owner_id, *partners}

    @property
    def began_on(self):
        """The day from which its course is drawn."""
        return self.made_on or timezone.localdate(self.published_at or self.created_at)

    @property
    def progress_name(self):
        """The words for the progress that `with_progress` annotated."""
        return Progress(self.progress).label

    @property
    def needs_partners(self):
        """Whether nobody carries it yet and it is still to be kept, by the progress that `with_progress` annotated."""
        return self.partnership_id is None and self.progress not in (Progress.KEPT, Progress.DROPPED)


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
