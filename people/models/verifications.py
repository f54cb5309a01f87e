"""That somebody of the portal has checked an organisation: what, how thoroughly, when and until when it counts."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.organisations import OfOrganisation, Organisation
from publishing.code_lists import check_codes
from publishing.moments import check_year


class Level(models.TextChoices):
    """How thoroughly: each includes what comes before it."""

    REGISTER = "register", _("compared with a state register")
    DOCUMENTS = "documents", _("documents seen")
    VISIT = "visit", _("visited on site")


class Check(models.TextChoices):
    """What can be checked of an organisation."""

    NAME = "name", _("name as in the register")
    IDENTIFIER = "identifier", _("number in the register")
    STATUS = "status", _("registered and active")
    ADDRESS = "address", _("registered address")
    CHARTER = "charter", _("charter")
    LEADERS = "leaders", _("who speaks for it")
    CONTACT = "contact", _("answers at its e-mail address or telephone")
    WORK = "work", _("its work on the ground")


class VoidReason(models.TextChoices):
    """Why a verification counts no longer although it has not expired."""

    NAME = "name", _("a name has changed since")
    IDENTIFIER = "identifier", _("an identifier has changed since")
    MERGED = "merged", _("merged with another organisation since")
    WITHDRAWN = "withdrawn", _("withdrawn by staff")


class State(models.TextChoices):
    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    VOIDED = "voided", _("Voided")


def check_checklist(codes):
    """Raise ValidationError unless `codes` is a list of codes of Check, each at most once."""
    check_codes(codes, Check, "checklist")


def check_has_been(day):
    """Raise ValidationError for a day that has not come yet."""
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."), code="in_the_future")


class VerificationQuerySet(OfOrganisation):
    def standing(self, on):
        """Those that neither the date `on` nor a change of the organisation has ended."""
        return self.filter(voided_on__isnull=True, expires_on__gte=on)

    def valid(self, on):
        return self.standing(on).filter(checked_on__lte=on)

    def expired(self, on):
        return self.filter(voided_on__isnull=True, expires_on__lt=on)

    def voided(self):
        return self.filter(voided_on__isnull=False)

    def strongest_first(self):
        """The most thorough first, of these the latest."""
        ranks = [When(level=level, then=Value(rank)) for rank, level in enumerate(Level.values)]
        return self.order_by(Case(*ranks, output_field=models.IntegerField()).desc(), "-checked_on", "-pk")

    def for_badges(self, user):
        """Those that a badge tells `user` of today; to be prefetched as `valid_verifications`."""
        return self.visible_to(user).valid(timezone.localdate()).strongest_first()


class Verification(models.Model):
    """One check of one organisation. It is added and voided, never edited; its state is computed."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="verifications", verbose_name=_("organisation")
    )
    level = models.CharField(_("level"), max_length=9, choices=Level.choices)
    checklist = models.JSONField(_("what was checked"), default=list, validators=[check_checklist])
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="verifications",
        verbose_name=_("checked by"),
    )
    checked_on = models.DateField(_("checked on"), validators=[check_year, check_has_been])
    expires_on = models.DateField(_("counts until"), validators=[check_year])
    note = models.TextField(_("note"), blank=True, help_text=_("Never shown to the public."))
    voided_on = models.DateField(_("voided on"), null=True, editable=False)
    void_reason = models.CharField(
        _("voided because"), max_length=10, choices=VoidReason.choices, blank=True, editable=False
    )

    stays_when_merged = True  # it is of what was checked, not of what two organisations became

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("checked_on")),
                name="people_verification_expires_after_the_check",
                violation_error_message=_("A verification counts until a day after that of the check."),
            ),
            models.CheckConstraint(
                condition=Q(voided_on__isnull=True, void_reason="") | Q(voided_on__isnull=False) & ~Q(void_reason=""),
                name="people_verification_voided_with_a_reason",
                violation_error_message=_("Say why it is voided."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_level_display()}"

    def state_on(self, day):
        """Return its State on `day`: what was voided or has expired is so for good."""
        if self.voided_on:
            return State.VOIDED
        return State.EXPIRED if day > self.expires_on else State.VALID

    @property
    def checks(self):
        """What was checked, in words and in the order of Check."""
        return [check.label for check in Check if check.value in self.checklist]
