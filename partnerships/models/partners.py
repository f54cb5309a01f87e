from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from goals.models import SdgTag, tag_constraints
from partnerships.models.partnerships import Partnership, of_one_house
from people.models import Organisation
from publishing.completeness import Watched
from publishing.visibility import VisibleQuerySet, among


class OfPartnership(VisibleQuerySet):
    """Rows that belong to one partnership and are as public as it is."""

    def published(self):
        return self.filter(among("partnership", Partnership.objects.published()))


class PartnerQuerySet(OfPartnership):
    def published(self):
        return super().published().filter(among("organisation", Organisation.objects.published()))


class Partner(Watched):
    """An organisation in a partnership: its role, and the money it brings; never summed across currencies."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        FUNDER = "funder", _("Funder")
        GOVERNMENT = "government", _("Government counterpart")
        IMPLEMENTER = "implementer", _("Implementer")
        TECHNICAL = "technical", _("Technical partner")
        KNOWLEDGE = "knowledge", _("Knowledge partner")
        CONVENER = "convener", _("Convener")
        OBSERVER = "observer", _("Observer")
        SIGNATORY = "signatory", _("Signatory")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="partners", verbose_name=_("partnership"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="partner_roles", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write the ISO 4217 code, such as KZT or EUR."))],
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation", "role"],
                name="partnerships_partner_role_once",
                violation_error_message=_("This organisation has this role already."),
            ),
            models.CheckConstraint(
                # That there is one is said by itself: a database takes what it cannot compare for allowed.
                condition=Q(amount__isnull=True, currency="")
                | (Q(amount__isnull=False, amount__gte=0) & ~Q(currency="")),
                name="partnerships_partner_amount_with_currency",
                violation_error_message=_("Give amount and currency together."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"

    def clean(self):
        super().clean()
        if self.organisation_id is None or self.partnership_id is None:
            return
        by_the_house = of_one_house({self.organisation_id}, "assessments__assessor__")
        if self.partnership.commitments.filter(by_the_house).exists():
            message = _("This organisation has assessed a commitment of the partnership as one that is no party.")
            raise ValidationError({"organisation": ValidationError(message, code="assessor")})

    @property
    def money(self):
        """The amount with its currency, "1500000.00 KZT" as the reader's language writes numbers."""
        return f"{number_format(self.amount, decimal_pos=2, force_grouping=True)} {self.currency}"


class PartnershipTag(Watched, SdgTag):
    """A goal or target that the partnership serves."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="tags", verbose_name=_("partnership"))

    class Meta:
        verbose_name = _("goal of the partnership")
        verbose_name_plural = _("goals of the partnership")
        constraints = tag_constraints("partnership")
