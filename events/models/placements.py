"""The draft of a programme: where and when staff are going to put a session, until it is released."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.sessions import Session, check_inside_event, whole_times
from places.models import Room
from publishing.visibility import VisibleQuerySet


class PlacementQuerySet(VisibleQuerySet):
    def published(self):
        """Nobody but staff sees a draft."""
        return self.none()


class Placement(models.Model):
    """Time, room and status of a session in the programme that is being built. Visitors see those of the session itself,
    until a release writes these there."""

    session = models.OneToOneField(
        Session, models.CASCADE, related_name="placement", verbose_name=_("session"), primary_key=True
    )
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name=_("room")
    )
    status = models.CharField(_("status"), max_length=9, choices=Session.Status.choices)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [whole_times("events_placement_ends_after_it_starts")]

    def __str__(self):
        return str(self.session)

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at:
            check_inside_event(self, self.session.event)
            self._check_room_is_free()

    def save(self, *args, **kwargs):
        """Hold the room's row while checking and saving: two sessions are never put into it for one time."""
        with transaction.atomic():
            if self.room_id and self.starts_at and self.ends_at:
                Room.objects.select_for_update().get(pk=self.room_id)
                self._check_room_is_free()
            super().save(*args, **kwargs)

    def _check_room_is_free(self):
        if not self.room_id or self.room.allows_parallel or self.status == Session.Status.CANCELLED:
            return
        during = Q(planned_starts_at__lt=self.ends_at, planned_ends_at__gt=self.starts_at)
        others = Session.objects.planned_in(self.room).filter(during).exclude(pk=self.session_id)
        if other := others.exclude(planned_status=Session.Status.CANCELLED).first():
            message = _("“%(title)s” is in this room at that time.") % {"title": other}
            raise ValidationError({"room": ValidationError(message, code="room_taken")})
