from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.approval import Approvable, ApprovedQuerySet
from partnerships.models.commitments import Commitment
from partnerships.models.partners import Partner
from partnerships.models.partnerships import of_one_house
from people.models import Organisation
from publishing.moments import HAS_BEEN
from publishing.visibility import among


def assessing_owner():
    """The owner of an assessment's commitment (the outer row) where the assessor is one house with it."""
    return Organisation.objects.filter(house_of_assessor(), pk=OuterRef("commitment__owner"))


def assessing_partner():
    """The partners that carry an assessment's commitment (the outer row) and are one house with the assessor."""
    return Partner.objects.filter(house_of_assessor("organisation__"), partnership=OuterRef("commitment__partnership"))


def house_of_assessor(path=""):
    """What `of_one_house` says, asked for each assessment by itself (see `among`)."""
    assessor = OuterRef("assessor")
    return (
        Q(**{f"{path}pk": assessor})
        | Q(**{f"{path}parent": assessor})
        | Q(**{f"{path}pk": OuterRef("assessor__parent")})
    )


class AssessmentQuerySet(ApprovedQuerySet):
    def published(self):
        """By a public organisation, and one that is no party today, whatever it was on the day of its judgement."""
        shown = super().published().filter(among("assessor", Organisation.objects.published()))
        return shown.filter(~Exists(assessing_owner()), ~Exists(assessing_partner()))

    def latest_first(self):
        return self.order_by("-assessed_on", "-pk")

    def for_rows(self, user):
        """Fetch what a row shows besides: the commitment and whoever assessed it."""
        return self.select_related("commitment").prefetch_related(
            Prefetch("assessor", Organisation.objects.visible_to(user))
        )


class Assessment(Approvable):
    """How far a commitment came, by an organisation that is no party to it: beside what its owner says, not instead."""

    class Grade(models.TextChoices):
        """How the Independent Reporting Mechanism of the Open Government Partnership codes completion."""

        NO_EVIDENCE = "no_evidence", _("No evidence available")
        NOT_STARTED = "not_started", _("Not started")
        LIMITED = "limited", _("Limited")
        SUBSTANTIAL = "substantial", _("Substantial")
        COMPLETE = "complete", _("Complete")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="assessments", verbose_name=_("commitment"))
    assessor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assessments", verbose_name=_("assessed by")
    )
    grade = models.CharField(_("completion"), max_length=11, choices=Grade.choices)
    note = models.TextField(_("note"), blank=True)
    evidence_url = models.URLField(_("address of the evidence"), blank=True)
    assessed_on = models.DateField(_("assessed on"), validators=HAS_BEEN)

    worded_fields = ("note",)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("independent assessment")
        verbose_name_plural = _("independent assessments")
        constraints = [
            *Approvable.Meta.constraints,
            models.UniqueConstraint(
                fields=["commitment", "assessor", "assessed_on"],
                name="partnerships_assessment_once_a_day",
                violation_error_message=_("This organisation has assessed it on this day already."),
            ),
        ]

    def __str__(self):
        return f"{self.commitment}, {self.assessor}: {self.get_grade_display()}"

    def get_absolute_url(self):
        return f"{self.commitment.get_absolute_url()}#assessment-{self.pk}"

    def clean(self):
        """Whoever made the promise, carries it, or is one house with them, does not mark it."""
        super().clean()
        commitment = getattr(self, "commitment", None)  # in the panel one that is added in the same form, without a key
        if commitment is None or self.assessor_id is None:
            return
        parties = commitment.party_keys()
        if Organisation.objects.filter(of_one_house(parties), pk=self.assessor_id).exists():
            message = _("This organisation is a party to the commitment, or one house with a party.")
            raise ValidationError({"assessor": ValidationError(message, code="party")})
