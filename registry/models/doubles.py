"""What is perhaps listed twice: the keys by which it is found, and the pairs that wait for a decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from publishing.visibility import VisibleQuerySet


class OrganisationKey(models.Model):
    """One of the keys under which an organisation can be found: of its names, numbers, website, e-mail address, telephone.

    Made from the organisation by registry.doubles.keys, and kept so that 200,000 need not be read to find a few.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", _("Identifier")
        SET_ASIDE = "aside", _("Identifier set aside")
        NAME = "name", _("Name")
        INITIALS = "initials", _("Initials of the name")
        SITE = "site", _("Website")
        EMAIL = "email", _("E-mail address")
        PHONE = "phone", _("Telephone")
        FORM = "form", _("Legal form")
        PART = "part", _("Part of the name")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="keys", verbose_name=_("organisation"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    value = models.CharField(_("key"), max_length=200)

    stays_when_merged = True  # worked out from its names and numbers

    class Meta:
        verbose_name = _("key of an organisation")
        verbose_name_plural = _("keys of organisations")
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "organisation"], name="registry_organisationkey_once")
        ]

    def __str__(self):
        return f"{self.kind}: {self.value}"


class DoubleQuerySet(VisibleQuerySet):
    def published(self):
        """A suspicion is for staff."""
        return self.none()

    def waiting(self):
        """Pairs to be decided; whoever has been merged elsewhere meanwhile needs no decision."""
        return self.filter(state=Double.State.OPEN).that_matter()

    def that_matter(self):
        """All but the open pairs of whoever has been merged elsewhere meanwhile."""
        neither_is_merged = Q(first__merged_into__isnull=True, second__merged_into__isnull=True)
        return self.filter(~Q(state=Double.State.OPEN) | neither_is_merged)

    def of(self, organisations):
        return self.filter(Q(first__in=organisations) | Q(second__in=organisations))


class Double(models.Model):
    """Two organisations that may be one. A pair is proposed once: what was decided is not asked again.

    `reasons` is {code of registry.doubles.scoring: what both have in common}.
    """

    class State(models.TextChoices):
        OPEN = "open", _("To be decided")
        DIFFERENT = "different", _("Two different ones")
        MERGED = "merged", _("Merged")

    first = models.ForeignKey(
        Organisation, models.CASCADE, related_name="doubles_after_it", verbose_name=_("first organisation")
    )
    second = models.ForeignKey(
        Organisation, models.CASCADE, related_name="doubles_before_it", verbose_name=_("second organisation")
    )
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = models.JSONField(_("reasons"), default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    found_by = models.ForeignKey(
        "ImportRun", models.SET_NULL, null=True, blank=True, related_name="doubles", verbose_name=_("found after")
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    stays_when_merged = True  # what was asked of the two

    objects = DoubleQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible double")
        verbose_name_plural = _("possible doubles")
        ordering = ["-score", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="registry_double_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="registry_double_once"),
            models.CheckConstraint(condition=Q(score__lte=100), name="registry_double_score_of_a_hundred"),
        ]
        indexes = [models.Index(fields=["state", "-score"])]

    def __str__(self):
        return f"{self.first} = {self.second}?"
