from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Session
from goals.models import SdgTag, tag_constraints
from partnerships.models import Commitment
from people.models import Organisation, Side
from places.models import Country
from publishing.models import Publishable
from publishing.visibility import PublishableQuerySet, among


class NationalReviewQuerySet(PublishableQuerySet):
    def latest_first(self):
        return self.order_by("-year", "country")

    def for_cards(self, user):
        """Fetch what a card shows: the goals, and how much civil society put in."""
        contributions = Contribution.objects.visible_to(user).values("review").annotate(count=models.Count("pk"))
        count = contributions.filter(review=models.OuterRef("pk")).values("count")
        tags = NationalReviewTag.objects.visible_to(user).with_goals()
        return self.annotate(contribution_count=models.functions.Coalesce(models.Subquery(count), 0)).prefetch_related(
            Prefetch("tags", tags)
        )


class NationalReview(Publishable):
    """A country's Voluntary National Review of how it carries out the SDGs."""

    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    summary = models.TextField(_("summary"), blank=True)
    document_url = models.URLField(_("address of the document"), blank=True)
    contributions_open_on = models.DateField(_("contributions open on"), null=True, blank=True)
    contributions_close_on = models.DateField(_("contributions close on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    objects = NationalReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("national review")
        verbose_name_plural = _("national reviews")
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["country", "year"],
                name="reviews_nationalreview_one_a_year",
                violation_error_message=_("This country has a review of this year already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2016, year__lte=2030),
                name="reviews_nationalreview_within_the_agenda",
                violation_error_message=_("Reviews are presented from 2016 to 2030."),
            ),
            models.CheckConstraint(
                condition=Q(contributions_close_on__isnull=True)
                | Q(contributions_open_on__isnull=True)
                | Q(contributions_close_on__gte=F("contributions_open_on")),
                name="reviews_nationalreview_window_in_order",
                violation_error_message=_("Contributions cannot close before they open."),
            ),
        ]

    def __str__(self):
        return f"{self.get_country_display()}, {self.year}"

    def get_absolute_url(self):
        return reverse("reviews:detail", args=[self.slug])

    @property
    def slug_source(self):
        return f"{self.country} {self.year}"

    @property
    def title(self):
        return _("Voluntary National Review of %(country)s, %(year)d") % {
            "country": self.get_country_display(),
            "year": self.year,
        }


class NationalReviewTag(SdgTag):
    """A goal or target in focus of the review."""

    review = models.ForeignKey(NationalReview, models.CASCADE, related_name="tags", verbose_name=_("national review"))

    class Meta:
        verbose_name = _("goal of the review")
        verbose_name_plural = _("goals of the review")
        constraints = tag_constraints("review")


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

    def for_rows(self, user):
        """Fetch what a row shows, in a fixed number of queries."""
        return (
            self.select_related("review")
            .order_by("pk")
            .prefetch_related(
                Prefetch("organisation", Organisation.objects.visible_to(user)),
                Prefetch("led_to", Commitment.objects.visible_to(user)),
                Prefetch("mentioned_at", Session.objects.visible_to(user).select_related("event")),
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
    text = models.TextField(_("text"), blank=True)
    consent = models.BooleanField(_("may be shown"), default=False)
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
