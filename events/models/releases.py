"""Versions of a programme, as they were shown to everybody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, OfEvent
from publishing.wording import Worded


class ScheduleReleaseQuerySet(OfEvent):
    def newest_first(self):
        return self.order_by("-version")


class ScheduleRelease(Worded):
    """Version N of an event's programme: since then visitors saw it so, until the next one.

    `snapshot` is a list of {"session": GUID, "starts_at", "ends_at": ISO 8601 or null, "room": primary key or null,
    "status"} of what was published. Names are not kept: what has been withdrawn since must not be named by an old version.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="releases", verbose_name=_("event"))
    version = models.PositiveIntegerField(_("version"))
    comment = models.CharField(_("comment"), max_length=500, blank=True, help_text=_("What is new, for everybody."))
    released_at = models.DateTimeField(_("released at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    told_at = models.DateTimeField(_("people told at"), null=True, blank=True)
    snapshot = models.JSONField(_("snapshot"), default=list)

    worded_fields = ()

    objects = ScheduleReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "version"],
                name="events_schedulerelease_version_once",
                violation_error_message=_("There is this version already."),
            )
        ]

    def __str__(self):
        return _("%(event)s, version %(version)s") % {"event": self.event, "version": self.version}
