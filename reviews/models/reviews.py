from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models import SdgTag, tag_constraints
from people.models import Organisation
from places.models import Country
from publishing.models import Publishable
from publishing.moments import SENSIBLE
from publishing.visibility import PublishableQuerySet


class NationalReviewQuerySet(PublishableQuerySet):
    def latest_first(self):
        return self.order_by("-year", "country")

    def for_cards(self, user):
        """Fetch what a card shows: the goals, and how much civil society put in."""
        # Contributions hang on reviews, so by related_name.
        contributions = self.model.contributions.rel.related_model.objects.visible_to(user)
        contributions = contributions.order_by().values("review").annotate(count=models.Count("pk"))
        count = contributions.filter(review=models.OuterRef("pk")).values("count")
        tags = NationalReviewTag.objects.visible_to(user).with_goals()
        return self.annotate(contribution_count=models.functions.Coalesce(models.Subquery(count), 0)).prefetch_related(
            Prefetch("tags", tags)
        )


class OnlyCounted(models.PositiveIntegerField):
    """A number that is counted up in the database alone: saving a row that was read before undoes no count."""

    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add) if add else F(self.attname)


class NationalReview(Publishable):
    """A country's Voluntary National Review of how it carries out the SDGs."""

    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    summary = models.TextField(_("summary"), blank=True)
    contributions_open_on = models.DateField(_("contributions open on"), null=True, blank=True, validators=SENSIBLE)
    contributions_close_on = models.DateField(
        _("contributions close on"),
        null=True,
        blank=True,
        validators=SENSIBLE,
        help_text=_("The last day. Empty: until you say when."),
    )
    presented_on = models.DateField(
        _("presented on"),
        null=True,
        blank=True,
        validators=SENSIBLE,
        help_text=_("At the High-level Political Forum."),
    )
    bodies = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="reviews_worked_on",
        verbose_name=_("bodies that worked on it"),
        help_text=_("Commissions, councils and working groups."),
    )
    last_number = OnlyCounted(_("last number of a contribution"), default=0, editable=False)
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
            models.CheckConstraint(
                condition=Q(contributions_close_on__isnull=True) | Q(contributions_open_on__isnull=False),
                name="reviews_nationalreview_opens_before_it_closes",
                violation_error_message=_("Say from which day on contributions are taken."),
            ),
        ]

    def __str__(self):
        return f"{self.get_country_display()}, {self.year}"

    def get_absolute_url(self):
        return reverse("reviews:detail", args=[self.slug])

    def is_open_on(self, day):
        """Tell whether contributions are taken on `day`: never where no window was announced."""
        opens, closes = self.contributions_open_on, self.contributions_close_on
        return opens is not None and opens <= day and (closes is None or day <= closes)

    @property
    def timetable(self):
        """The days that are known, [{label, day}] in their order."""
        days = [
            (_("Contributions open"), self.contributions_open_on),
            (_("Contributions close"), self.contributions_close_on),
            (_("Presentation at the High-level Political Forum"), self.presented_on),
        ]
        told = [{"label": label, "day": day} for label, day in days if day]
        return sorted(told, key=lambda one: one["day"])

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
