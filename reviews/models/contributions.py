from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Session
from goals.models import SdgTag, tag_constraints
from partnerships.models import Commitment
from people.models import Organisation, Side
from publishing.documents import GuardedFileField
from publishing.models import PublicationState, Publishable
from publishing.visibility import PublishableQuerySet, among
from reviews.models.reviews import NationalReview


class ContributionQuerySet(PublishableQuerySet):
    def published(self):
        """Published with consent, to a public review, by a public organisation if one is named."""
        organisations = Organisation.objects.published()
        return (
            super()
            .published()
            .filter(
                Q(organisation__isnull=True) | among("organisation", organisations),
                among("review", NationalReview.objects.published()),
                consent=True,
            )
        )

    def in_order(self):
        """By their numbers; what has none yet comes last."""
        return self.order_by(F("number").asc(nulls_last=True), "pk")

    def for_rows(self, user):
        """Fetch what a row shows, in a fixed number of queries."""
        return (
            self.select_related("review")
            .in_order()
            .prefetch_related(
                Prefetch("organisation", Organisation.objects.visible_to(user).select_related("region")),
                Prefetch("led_to", Commitment.objects.visible_to(user)),
                Prefetch("tags", ContributionTag.objects.visible_to(user).with_goals()),
            )
        )


class Contribution(Publishable):
    """What an organisation, or civil society as a whole, put into a review, and what was answered."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Partly accepted")
        DECLINED = "declined", _("Not accepted")

    review = models.ForeignKey(
        NationalReview, models.CASCADE, related_name="contributions", verbose_name=_("national review")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("organisation"),
    )
    side = models.CharField(_("side, when no organisation is named"), max_length=13, choices=Side.choices, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    text = models.TextField(_("text"), blank=True)
    evidence_url = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    evidence_file = GuardedFileField(_("evidence as a file"), upload_to="contributions", blank=True)
    consent = models.BooleanField(_("may be shown"), default=False)
    consent_note = models.CharField(
        _("how they agreed"),
        max_length=300,
        blank=True,
        help_text=_("Where staff write for an organisation: who agreed, how and when. Never shown."),
    )
    consented_at = models.DateTimeField(_("agreed at"), null=True, blank=True, editable=False)
    submitted_on = models.DateField(_("handed in on"), null=True, blank=True, editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("handed in by"),
    )
    late_because = models.CharField(
        _("why it is taken outside the window"),
        max_length=300,
        blank=True,
        help_text=_("Only for one that is handed in before contributions open or after they close. Never shown."),
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, blank=True)
    answer_reason = models.TextField(_("reason for the answer"), blank=True)
    answer_page = models.CharField(_("page of the review"), max_length=20, blank=True)
    led_to = models.ForeignKey(
        Commitment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("led to the commitment"),
    )
    mentioned_at = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("told of at the session"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    worded_fields = ("text",)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["review", "number"], name="reviews_contribution_number_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(side=""),
                name="reviews_contribution_by_somebody",
                violation_error_message=_("Name the organisation, or at least its side."),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "accepted"]) | ~Q(answer_reason=""),
                name="reviews_contribution_declined_with_a_reason",
                violation_error_message=_("Say why it was not accepted, or only partly."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation or self.get_side_display()}: {self.review}"

    def clean(self):
        """What is handed in is handed in while the window is open; one that was may be mended afterwards."""
        super().clean()
        if self.number and not Contribution.objects.filter(pk=self.pk, review=self.review_id).exists():
            message = _("It has its number in that review and stays there.")
            raise ValidationError({"review": ValidationError(message, code="numbered")})
        if self.publication_state != PublicationState.SUBMITTED or self.late_because or not self.review_id:
            return
        if not self.was_handed_in() and not self.review.is_open_on(self.submitted_on or timezone.localdate()):
            raise ValidationError(
                _("Contributions to this review are not being taken: staff may say why one is taken all the same."),
                code="window_closed",
            )

    def was_handed_in(self):
        """Tell whether it has been submitted to this review already, on whatever day: of some no day is known."""
        return Contribution.objects.filter(
            pk=self.pk, review=self.review_id, publication_state=PublicationState.SUBMITTED
        ).exists()

    def had_consent(self):
        return Contribution.objects.filter(pk=self.pk, consent=True).exists()

    def save(self, *args, **kwargs):
        """Keep when it was handed in and agreed to, and give it its number with its first publication, for good.

        What was so before, on a day that nobody knows, is given none.
        """
        is_submitted = self.publication_state == PublicationState.SUBMITTED
        if is_submitted and self.submitted_on is None and not self.was_handed_in():
            self.submitted_on = timezone.localdate()
        if not self.consent:
            self.consented_at = None
        elif self.consented_at is None and not self.had_consent():
            self.consented_at = timezone.now()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "submitted_on", "consented_at", "number"}
        with transaction.atomic():
            if self.is_published and self.number is None:
                self.number = self.next_number()
            super().save(*args, **kwargs)

    def next_number(self):
        """Return the number after the last one that the review has given, also to what is deleted since.

        The row of the review is held until the transaction ends: two never get the same.
        """
        review = NationalReview.objects.filter(pk=self.review_id)
        review.update(last_number=F("last_number") + 1)
        return review.values_list("last_number", flat=True).get()

    @property
    def evidence(self):
        """Where the evidence is found; "" where there is none."""
        return self.evidence_url or (self.get_file_url() if self.evidence_file else "")

    def get_file_url(self):
        return reverse("reviews:evidence", args=[self.review.slug, self.pk])

    @property
    def side_today(self):
        """The side of the organisation that is named, else the one that is said."""
        return self.organisation.side if self.organisation else self.side

    @property
    def side_name(self):
        return dict(Side.choices).get(self.side_today, "")

    @property
    def slug_source(self):
        return f"{self.review} {self.organisation or self.side}"

    def get_absolute_url(self):
        return f"{self.review.get_absolute_url()}#contribution-{self.pk}"


class ContributionTag(SdgTag):
    """A goal or target that the contribution is about."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="tags", verbose_name=_("contribution"))

    class Meta:
        verbose_name = _("goal of the contribution")
        verbose_name_plural = _("goals of the contribution")
        constraints = tag_constraints("contribution")
