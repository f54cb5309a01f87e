"""Identifiers that states and registers give to organisations."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.organisations import OfOrganisation, Organisation
from places.models import Country
from publishing.cells import NO_TEXT

# What each scheme's value looks like. Any other prefix of org-id.guide is accepted by the shape of org-id.guide's codes.
FORMATS = {
    "KZ-BIN": r"\d{12}",
    "KG-TIN": r"\d{14}",
    "KG-OKPO": r"\d{8}",
    "TJ-TIN": r"\d{9}",
    "TM-TIN": r"\d{12}",
    "UZ-TIN": r"\d{9}",
    "UZ-KTUT": r"\d{8}",
}
# Of the five countries, what org-id.guide lists as confirmed and not deprecated (org-id/register, read in November 2026).
LISTED = (
    "KZ-BIN", "KG-TIN", "KG-INN", "KG-OKPO", "KG-ID", "TJ-TIN", "UZ-KTUT",
    "KZ-COA", "KG-COA", "TJ-COA", "TM-COA", "UZ-COA",  # state bodies, by their code in the budget
)  # fmt: skip
OF_THE_FIVE = rf"^({'|'.join(Country.values)})-"
SCHEME = r"[A-Z]{2}-[A-Z0-9_]{2,15}|XI-[A-Z0-9_]{2,15}|XM-[A-Z0-9_]{2,15}"


def bin_check_digit(digits):
    """Return the twelfth digit of a Kazakhstani BIN or IIN from its first eleven, or None if no number may begin so.

    Rule: sum of digits × weights 1…11, modulo 11; when that is 10, once more with weights 3…11, 1, 2; when it is 10
    again the number is not issued (Government of Kazakhstan, rules on national identification numbers).
    """
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        remainder = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if remainder < 10:
            return remainder
    return None


def check_identifier(scheme, value):
    """Raise ValidationError unless `value` has the format, and where the rule is known the check digit, of `scheme`.

    Whatever its scheme it must be fit for XML, in which others are told of it.
    """
    if not re.fullmatch(SCHEME, scheme):
        raise ValidationError({"scheme": _("Write the scheme as on org-id.guide, for example KZ-BIN.")})
    pattern = FORMATS.get(scheme, r"\S+")
    if not re.fullmatch(pattern, value, re.ASCII) or NO_TEXT.search(value):
        raise ValidationError({"value": _("This is not the format of a %(scheme)s.") % {"scheme": scheme}})
    if scheme == "KZ-BIN" and bin_check_digit(value[:11]) != int(value[11]):
        raise ValidationError({"value": _("The check digit of this BIN is wrong: a digit was mistyped.")})


class IdentifierQuerySet(OfOrganisation):
    def registered(self):
        """Those of schemes that org-id.guide lists: of the five countries LISTED, of others whatever has the shape."""
        return self.filter(Q(scheme__in=LISTED) | ~Q(scheme__regex=OF_THE_FIVE))


class OrganisationIdentifier(models.Model):
    """A number in a register; optional, for 1,742 of Kazakhstan's 23,335 registered NGOs have none."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="identifiers", verbose_name=_("organisation")
    )
    scheme = models.CharField(
        _("scheme"), max_length=20, help_text=_("A prefix of org-id.guide: KZ-BIN, KG-TIN, UZ-KTUT …")
    )
    value = models.CharField(_("value"), max_length=60)

    objects = IdentifierQuerySet.as_manager()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="people_organisationidentifier_belongs_to_one",
                violation_error_message=_("Another organisation has this identifier already."),
            )
        ]

    def __str__(self):
        return f"{self.scheme}-{self.value}"

    @property
    def scheme_url(self):
        """Where org-id.guide says what the scheme is and who keeps the register."""
        return f"https://org-id.guide/list/{self.scheme}"

    def clean(self):
        check_identifier(self.scheme, self.value)
