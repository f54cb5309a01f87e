"""Who has a seat at an event, and who waits for one."""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.models import seats
from events.models.events import Event
from publishing import content_version
from publishing.sorting import sort_key
from publishing.visibility import VisibleQuerySet, may

# Without what looks alike: 0 and O, 1, I and L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code():
    """Return what a ticket is found by at the door: 40 bits, short enough to be typed."""
    return "".join(secrets.choice(LETTERS) for _place in range(8))


class RegistrationQuerySet(VisibleQuerySet):
    def published(self):
        """A registration is between whoever registered and the staff; names with consent go by `named_to`."""
        return self.none()

    def holding(self, at):
        """Those that hold a seat at the moment `at`: confirmed, or given some time to confirm their address."""
        state = Registration.State
        return self.filter(Q(state=state.CONFIRMED) | Q(state=state.PENDING, held_until__gt=at))

    def waiting(self):
        """The waiting list, whoever waits longest first."""
        return self.filter(state=Registration.State.WAITLISTED).order_by("waiting_since", "pk")

    def attended(self):
        """Whoever was let in: at the door of the event or of one of its sessions."""
        return self.filter(check_ins__isnull=False).distinct()

    def personal(self):
        """Those that still say whose they are."""
        return self.filter(purged_at=None)

    def due_for_purging(self, at):
        """Those whose personal data has served: the event is over for as long as the settings say."""
        return self.personal().filter(event__ends_at__lt=at - timedelta(days=settings.PARTICIPANT_DATA_DAYS))

    def never_confirmed(self, before):
        """Those that nobody confirmed although they were made before the moment `before`."""
        return self.personal().filter(state=Registration.State.PENDING, created_at__lt=before)

    def confirmed(self):
        """Whoever is to come, by name."""
        return self.personal().filter(state=Registration.State.CONFIRMED).order_by("name", "pk")

    def named_to(self, *consents):
        """Confirmed participants who agreed to be named to these."""
        return self.confirmed().filter(consent__in=consents)

    def called(self, words):
        """Those whose name, organisation or address has every one of `words`, a text."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(organisation__icontains=word) | Q(email__icontains=word))
        return found

    def names(self):
        """The names alone, as the alphabet of the reader has them."""
        language = get_language() or settings.LANGUAGE_CODE
        return sorted(self.values_list("name", flat=True), key=lambda name: sort_key(name, language))


class OfRegistration(VisibleQuerySet):
    """Rows that belong to one registration: whoever may see it sees them too, and nobody else does."""

    def published(self):
        return self.none()

    def visible_to(self, user):
        return self.all() if may(user, "view", Registration) else self.published()


class Registration(models.Model):
    """One person's seat at one event, or their place in the waiting list. Nobody needs an account for it."""

    class State(models.TextChoices):
        PENDING = "pending", _("Address not confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        WAITLISTED = "waitlisted", _("On the waiting list")
        CANCELLED = "cancelled", _("Cancelled")

    class Consent(models.TextChoices):
        NOBODY = "nobody", pgettext_lazy("may see my name", "Nobody but the organisers")
        PARTICIPANTS = "participants", pgettext_lazy("may see my name", "The other participants")
        PUBLIC = "public", pgettext_lazy("may see my name", "Everybody, on the page of the event")

    guid = models.UUIDField(_("GUID"), default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("ticket"), max_length=8, default=new_code, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language of the mails"), max_length=2, choices=settings.LANGUAGES)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    access_needs = models.TextField(_("access needs"), max_length=1000, blank=True)
    consent = models.CharField(
        _("who may see the name"), max_length=12, choices=Consent.choices, default=Consent.NOBODY
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    held_until = models.DateTimeField(_("seat held until"), null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    # What its owner knows of when and where the event is (Event.whereabouts); what differs they must still be told.
    told = models.JSONField(_("told when and where"), default=dict, editable=False)
    purged_at = models.DateTimeField(_("personal data deleted at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [models.Index(fields=["event", "state", "waiting_since"])]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(purged_at__isnull=True) & ~Q(state="cancelled"),
                name="events_registration_one_of_an_address",
                violation_error_message=_("Somebody is registered for this event with this address."),
            ),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=False) | (~Q(name="") & ~Q(email="")),
                name="events_registration_says_whose_it_is",
                violation_error_message=_("A registration has a name and an address until they are deleted."),
            ),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=True) | Q(name="", email="", organisation="", access_needs=""),
                name="events_registration_purged_says_nothing",
                violation_error_message=_("Personal data has been deleted."),
            ),
            models.CheckConstraint(
                condition=Q(state="waitlisted", waiting_since__isnull=False)
                | (~Q(state="waitlisted") & Q(waiting_since__isnull=True)),
                name="events_registration_waits_since_a_moment",
                violation_error_message=_("Whoever waits does so since a moment."),
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                name="events_registration_confirmed_at_a_moment",
                violation_error_message=_("What is confirmed was so at a moment."),
            ),
        ]

    def __str__(self):
        """The ticket alone: this stands in the audit trail, where no name may."""
        return self.code

    def clean(self):
        super().clean()
        self._keep_moments(timezone.now())
        if self.event_id:
            self._check_seat(self.event, timezone.now())

    def save(self, *args, **kwargs):
        """Hold the event while counting and saving: never one above its capacity, whoever saves, on any database."""
        now = timezone.now()
        self._keep_moments(now)
        with seats.held(self.event_id) as event:
            self._check_seat(event, now)
            if self._state.adding:
                self.told = event.whereabouts
            before = Registration.objects.filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            # Seats in sessions go with the one at the event: without it they count for nobody and are given to others.
            if before and not (before.holds_seat(now) and self.holds_seat(now)):
                self.seats.filter(state="taken").update(state="waiting")
            # Other changes show on the page of the event a minute late at most; a name comes and goes at once.
            if self.is_named_to_all or (before and before.is_named_to_all):
                content_version.raise_version()

    def holds_seat(self, at):
        """Tell whether this one takes a seat at the moment `at`; see `holding`."""
        is_held = self.state == self.State.PENDING and self.held_until is not None and self.held_until > at
        return self.state == self.State.CONFIRMED or is_held

    @property
    def is_active(self):
        return self.purged_at is None and self.state != self.State.CANCELLED

    @property
    def is_named_to_all(self):
        """Whether the name stands on the page of the event: see `named_to`. What nobody confirmed is named to nobody."""
        is_confirmed = self.state == self.State.CONFIRMED and self.purged_at is None
        return is_confirmed and self.consent == self.Consent.PUBLIC

    @property
    def purge_after(self):
        """The day after which the personal data is deleted; told to whoever registers."""
        return self.event.last_day + timedelta(days=settings.PARTICIPANT_DATA_DAYS)

    def _keep_moments(self, now):
        """The moments that a state needs, and none that belongs to another."""
        self.email = self.email.lower()
        state = self.State(self.state)
        self.waiting_since = (self.waiting_since or now) if state == state.WAITLISTED else None
        self.confirmed_at = (self.confirmed_at or now) if state == state.CONFIRMED else self.confirmed_at
        self.held_until = self.held_until if state == state.PENDING else None

    def _check_seat(self, event, now):
        if self.holds_seat(now):
            seats.check_free(event.registrations.exclude(pk=self.pk), event.capacity, now)
