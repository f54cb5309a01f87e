from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.documents import GuardedFileField
from publishing.moments import SENSIBLE
from publishing.visibility import VisibleQuerySet, among
from publishing.wording import Worded
from reviews.models.reviews import NationalReview


class OfReview(VisibleQuerySet):
    """Rows that belong to one review and are as public as it is."""

    def published(self):
        return self.filter(among("review", NationalReview.objects.published()))

    def in_order(self):
        """As the kinds follow one another in a review, then by date."""
        kinds = [models.When(kind=kind, then=place) for place, kind in enumerate(ReviewDocument.Kind.values)]
        place = models.Case(*kinds, output_field=models.IntegerField())
        return self.order_by(place, F("dated").asc(nulls_last=True), "pk")


class ReviewDocument(Worded):
    """A paper of a review: an address elsewhere, or a file that is kept here."""

    class Kind(models.TextChoices):
        REVIEW = "review", _("The review")
        MESSAGES = "messages", _("Main messages")
        ANNEX = "annex", _("Annex")
        PRESENTATION = "presentation", _("Presentation")
        CALL = "call", _("Call for contributions")
        SHADOW = "shadow", _("Report of civil society")
        OTHER = "other", _("Other document")

    review = models.ForeignKey(
        NationalReview, models.CASCADE, related_name="documents", verbose_name=_("national review")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.REVIEW)
    title = models.CharField(_("title"), max_length=250, blank=True, help_text=_("Empty: the kind says enough."))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    dated = models.DateField(_("date of the document"), null=True, blank=True, validators=SENSIBLE)
    url = models.URLField(_("address"), blank=True)
    file = GuardedFileField(_("file"), upload_to="reviews", blank=True)

    objects = OfReview.as_manager()

    class Meta:
        verbose_name = _("document of a review")
        verbose_name_plural = _("documents of reviews")
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(file=""),
                name="reviews_reviewdocument_somewhere",
                violation_error_message=_("Give the address of the document, or the file itself."),
            )
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    def clean(self):
        super().clean()
        if self.url and self.file:
            raise ValidationError({"file": _("Give the address or the file, not both.")}, code="both")

    def get_file_url(self):
        return reverse("reviews:document", args=[self.review.slug, self.pk])

    @property
    def address(self):
        return self.url or self.get_file_url()
