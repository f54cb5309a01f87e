"""What readers report as wrong about an organisation: for staff only, decided once, answered where there is an address."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Organisation
from publishing.visibility import VisibleQuerySet


class MistakeQuerySet(VisibleQuerySet):
    def published(self):
        """A report is between its writer and the staff."""
        return self.none()

    def open(self):
        return self.filter(state=Mistake.State.OPEN)

    def unanswered(self):
        """Decided, and their writers not yet told: the address is kept until they are."""
        return self.exclude(state=Mistake.State.OPEN).exclude(email="")


class Mistake(models.Model):
    """One report by one reader, who need not say who they are."""

    class About(models.TextChoices):
        NAME = "name", _("Its name")
        IDENTIFIER = "identifier", _("Its registration number")
        ADDRESS = "address", _("Its address or region")
        CONTACT = "contact", _("Its website, e-mail address or telephone")
        STATUS = "status", _("Whether it is active")
        GOALS = "goals", _("What it does, and for whom")
        PEOPLE = "people", _("Its people or members")
        DOUBLE = "double", _("It is listed twice")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("to be decided", "Open")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="mistakes", verbose_name=_("organisation")
    )
    about = models.CharField(_("what is wrong"), max_length=10, choices=About.choices)
    text = models.TextField(_("what it should say"), max_length=2000)
    evidence = models.URLField(_("where this can be checked"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address for an answer"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN, editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    created_at = models.DateTimeField(_("reported at"), auto_now_add=True)

    objects = MistakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported mistake")
        verbose_name_plural = _("reported mistakes")
        indexes = [models.Index(fields=["state", "created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(answer=""),
                name="registry_mistake_rejected_with_an_answer",
                violation_error_message=_("Say why it is rejected."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | ~Q(state="open") & Q(decided_at__isnull=False),
                name="registry_mistake_decided_at_some_time",
                violation_error_message=_("Say when it was decided."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_about_display()}"
