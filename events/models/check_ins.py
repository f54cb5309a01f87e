"""Who came: each let in once at the door of an event and once at that of a session."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.registrations import Registration
from events.models.sessions import Session
from publishing.visibility import VisibleQuerySet


class CheckInQuerySet(VisibleQuerySet):
    def published(self):
        return self.none()


class CheckIn(models.Model):
    """Somebody was let in: once at the door of the event, once at that of each session."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="check_ins", verbose_name=_("registration")
    )
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="check_ins", verbose_name=_("session")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    scan = models.UUIDField(_("scan"), default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("let in by")
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(session__isnull=True), name="events_checkin_once_at_the_event"
            ),
            models.UniqueConstraint(fields=["registration", "session"], name="events_checkin_once_in_a_session"),
        ]

    def __str__(self):
        return f"{self.registration} · {self.session or self.registration.event}"
