"""Who has a seat in a session with limited room, and who waits for one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import seats
from events.models.registrations import OfRegistration, Registration
from events.models.sessions import Session
from publishing.visibility import among


class SessionSeatQuerySet(OfRegistration):
    def holding(self, at):
        """Seats that are taken, by registrations that hold a seat at the event at the moment `at`."""
        return self.taken().filter(registration__in=Registration.objects.holding(at))

    def in_public_sessions(self):
        """Those of which their owners are told, in the order of the programme: a draft may still become anything."""
        shown = self.filter(among("session", Session.objects.published()))
        return shown.select_related("session__event", "session__room").order_by("session__starts_at", "pk")

    def taken(self):
        return self.filter(state=SessionSeat.State.TAKEN)

    def waiting(self):
        """Who waits for a seat in a session and has one at its event, whoever waits longest first."""
        confirmed = Registration.State.CONFIRMED
        return self.filter(state=SessionSeat.State.WAITING, registration__state=confirmed).order_by("since", "pk")


class SessionSeat(models.Model):
    """A seat in a session with limited room, or a place in its waiting list."""

    class State(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("a seat", "Taken")
        WAITING = "waiting", _("On the waiting list")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="seats", verbose_name=_("registration"))
    session = models.ForeignKey(Session, models.CASCADE, related_name="seats", verbose_name=_("session"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.TAKEN)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    # As Registration.told: what its owner knows of the place of the session in the programme.
    told = models.JSONField(_("told when and where"), default=dict, editable=False)

    objects = SessionSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat in a session")
        verbose_name_plural = _("seats in sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"],
                name="events_sessionseat_once",
                violation_error_message=_("A registration has one seat in a session."),
            )
        ]

    def __str__(self):
        return f"{self.registration} · {self.session}"

    def clean(self):
        super().clean()
        if self.session.event_id != self.registration.event_id:
            raise ValidationError({"session": _("That session belongs to another event.")})
        self._check_seat(self.session, timezone.now())

    def save(self, *args, **kwargs):
        """As a registration: the lock is that of the event."""
        with seats.held(self.registration.event_id):
            session = Session.objects.select_related("room").get(pk=self.session_id)
            self._check_seat(session, timezone.now())
            if self._state.adding:
                self.told = session.whereabouts
            super().save(*args, **kwargs)

    def _check_seat(self, session, now):
        if self.state == self.State.TAKEN and self.registration.holds_seat(now):
            seats.check_free(session.seats.exclude(pk=self.pk), session.seats_in_all, now)
