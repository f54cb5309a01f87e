from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.models.partners import OfPartnership
from partnerships.models.partnerships import Partnership
from publishing.documents import GuardedFileField
from publishing.moments import SENSIBLE
from publishing.wording import Worded


class DocumentQuerySet(OfPartnership):
    def in_order(self):
        return self.order_by("position", "pk")


class PartnershipDocument(Worded):
    """What was written down: the text of the agreement, its budget, a report; a file kept here or an address elsewhere."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Text of the agreement")
        ANNEX = "annex", _("Annex")
        BUDGET = "budget", _("Budget")
        REPORT = "report", _("Report")
        EVALUATION = "evaluation", _("Evaluation")
        OTHER = "other", _("Other document")

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="documents", verbose_name=_("partnership")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.AGREEMENT)
    title = models.CharField(_("title"), max_length=250, blank=True)
    language = models.CharField(
        _("language of the document"), max_length=3, blank=True, help_text=_("Its code, such as kk, ru or en.")
    )
    dated_on = models.DateField(_("date"), null=True, blank=True, validators=SENSIBLE)
    file = GuardedFileField(_("file"), upload_to="documents", blank=True)
    url = models.URLField(_("address"), blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    worded_fields = ("title",)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the partnership")
        verbose_name_plural = _("documents of the partnership")
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")),
                name="partnerships_partnershipdocument_file_or_address",
                violation_error_message=_("Give either a file or an address."),
            )
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    @property
    def address(self):
        """Where it is read: here, for whoever may see the partnership, or elsewhere."""
        return self.url or self.get_file_url()

    def get_file_url(self):
        return reverse("partnerships:document", args=[self.pk])
