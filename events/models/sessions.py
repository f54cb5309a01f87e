from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Case, F, Prefetch, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import seats
from events.models.events import Event, EventOrganisation, check_languages
from events.models.revisions import Revised
from goals.models import SdgTag, tag_constraints
from places.models import Room
from publishing.models import Publishable
from publishing.moments import in_json
from publishing.visibility import PublishableQuerySet, VisibleQuerySet, among

# What follows the address of an event and is no session.
RESERVED_SLUGS = frozenset(["changes", "propose"])
PLACED = ("starts_at", "ends_at", "room", "status")  # what a release of the programme decides about a session


def whole_times(name):
    """Return the constraint of this `name` that a row has both times or none, in their order.

    That each is there is said by itself: a database takes what it cannot compare for allowed.
    """
    both = Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at"))
    return models.CheckConstraint(
        condition=Q(starts_at__isnull=True, ends_at__isnull=True) | both,
        name=name,
        violation_error_message=_("A session has both times or none, and must end after it starts."),
    )


def whereabouts_of(starts_at, ends_at, room, status):
    """Return the place of a session in a programme as JSON keeps it; `room` is a primary key."""
    return {"starts_at": in_json(starts_at), "ends_at": in_json(ends_at), "room": room, "status": str(status)}


def check_inside_event(row, event):
    """Raise ValidationError unless the two times of `row` lie within those of `event`."""
    if row.starts_at < event.starts_at or row.ends_at > event.ends_at:
        raise ValidationError({"starts_at": _("A session must lie inside the times of its event.")})


class SessionQuerySet(PublishableQuerySet):
    def published(self):
        return super().published().filter(among("event", Event.objects.published()))

    def chronological(self):
        """In the order of the day; sessions whose hours are not known come last."""
        return self.order_by(F("starts_at").asc(nulls_last=True), "code", "pk")

    def with_seats(self):
        """Those in which a seat must be taken, unless they are cancelled."""
        return self.filter(needs_seat=True).exclude(status=Session.Status.CANCELLED)

    def in_rooms_during(self, rooms, starts_at, ends_at):
        """Sessions that take one of `rooms` at some moment between the two times; touching ends do not count."""
        cancelled = Q(status=Session.Status.CANCELLED)
        return self.filter(room__in=rooms, starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(cancelled)

    def as_planned(self):
        """With planned_starts_at, planned_ends_at, planned_room (a key) and planned_status: as drafted, else as it is."""
        is_planned = Q(placement__isnull=False)
        return self.annotate(
            **{f"planned_{name}": Case(When(is_planned, then=f"placement__{name}"), default=name) for name in PLACED}
        )

    def planned_in(self, room):
        return self.filter(Q(room=room) | Q(placement__room=room)).as_planned().filter(planned_room=room.pk)

    def for_calendar(self, user):
        """Fetch what a calendar shows, in two queries whatever the number of sessions."""
        organisers = EventOrganisation.objects.visible_to(user).organising().select_related("organisation")
        return self.select_related("event__place", "room__place").prefetch_related(
            Prefetch("event__organisers", organisers)
        )

    def for_page(self, user):
        """Fetch what the page of a session shows of it: its texts, and the people with portrait and organisation."""
        from events.models.appearances import Appearance

        organisers = EventOrganisation.objects.visible_to(user).organising().select_related("organisation")
        return self.select_related("event__place__region", "room").prefetch_related(
            Prefetch("event__organisers", organisers),
            Prefetch("appearances", Appearance.objects.visible_to(user).with_people(user)),
            Prefetch("tags", SessionTag.objects.visible_to(user).with_goals()),
        )


class Session(Revised, Publishable):
    """A part of an event's programme."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("Plenary")
        KEYNOTE = "keynote", _("Keynote")
        PANEL = "panel", _("Panel session")
        WORKSHOP = "workshop", _("Workshop")
        ROUNDTABLE = "roundtable", _("Round table")
        SIDE_EVENT = "side_event", _("Side event")
        CEREMONY = "ceremony", _("Ceremony")
        BREAK = "break", _("Break")

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        TENTATIVE = "tentative", _("Tentative")
        CANCELLED = "cancelled", _("Cancelled")

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    code = models.CharField(_("code"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PANEL)
    track = models.CharField(_("track"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("room")
    )
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[check_languages])
    interpretation = models.JSONField(_("interpreted into"), default=list, blank=True, validators=[check_languages])
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.CONFIRMED)
    needs_seat = models.BooleanField(
        _("a seat must be taken"),
        default=False,
        help_text=_("Whoever registers for the event chooses it; else all may come."),
    )
    capacity = models.PositiveIntegerField(
        _("capacity"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Seats to be taken. Empty: as many as the room has."),
    )
    recording_url = models.URLField(_("recording"), blank=True)
    stream_url = models.URLField(_("live stream"), blank=True)

    worded_fields = ("title",)
    reserved_slugs = RESERVED_SLUGS
    calendar_fields = ("event", "kind", "starts_at", "ends_at", "room", "status", "stream_url", "slug")
    calendar_texts = ("title", "abstract", "track")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            *Publishable.Meta.constraints,
            whole_times("events_session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED_SLUGS)),
                name="events_session_slug_not_reserved",
                violation_error_message=_("A page of the portal has this address: choose another."),
            ),
            models.UniqueConstraint(
                fields=["event", "code"],
                condition=~Q(code=""),
                name="events_session_code_once_in_its_event",
                violation_error_message=_("Another session of this event has this code."),
            ),
        ]
        indexes = [models.Index(fields=["event", "starts_at"])]

    def __str__(self):
        return self.title or self.slug

    def clean(self):
        super().clean()
        if self.event_id:
            self._check_is_placed_by_releases()
        self._check_capacity()
        if self.starts_at and self.ends_at and self.event_id:
            check_inside_event(self, self.event)
            self._check_room_is_free()

    def save(self, *args, **kwargs):
        """Hold the room's row while checking and saving: two sessions never take it at one time, on any database.

        Where seats are taken, the row of the event is held as well: nobody takes one while their number is changed.
        """
        with seats.held(self.event_id) if self.pk and self.needs_seat else transaction.atomic():
            self._check_capacity()
            if self.room_id and self.starts_at and self.ends_at:
                Room.objects.select_for_update().get(pk=self.room_id)
                self._check_room_is_free()
            super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("events:session", args=[self.event.slug, self.slug])

    @property
    def calendar_url(self):
        return reverse("events:session_calendar", args=[self.event.slug, self.slug])

    @property
    def whereabouts(self):
        """Its place in the programme, as a version of it keeps it."""
        return whereabouts_of(self.starts_at, self.ends_at, self.room_id, self.status)

    @property
    def seats_in_all(self):
        """How many may take a seat; None where there is no end."""
        if self.capacity is not None or self.room is None:
            return self.capacity
        return self.room.capacity

    def _check_capacity(self):
        if self.pk and self.needs_seat:
            seats.check_enough(self.seats, self.seats_in_all, timezone.now())

    def _check_is_placed_by_releases(self):
        """Of a programme that is released in versions, time, room and status change by a release alone."""
        now = {name: self.__dict__.get(f"{name}_id" if name == "room" else name) for name in PLACED}
        # What is new in an event has no place in it yet, whatever place it had in another.
        nowhere = {**dict.fromkeys(PLACED), "status": now["status"]}
        before = Session.objects.filter(pk=self.pk, event=self.event_id).values(*PLACED).first() or nowhere
        if now != before and (self.event.releases.exists() or hasattr(self, "placement")):
            message = _("Visitors see this programme in versions: place the session in the programme, then release it.")
            raise ValidationError(message, code="released")

    def _check_room_is_free(self):
        if not self.room_id or self.room.allows_parallel or self.status == self.Status.CANCELLED:
            return
        others = Session.objects.in_rooms_during([self.room], self.starts_at, self.ends_at).exclude(pk=self.pk)
        if other := others.first():
            message = _("“%(title)s” is in this room at that time.") % {"title": other}
            raise ValidationError({"room": ValidationError(message, code="room_taken")})


class OfSession(VisibleQuerySet):
    """Rows that belong to one session and are as public as it is."""

    def published(self):
        return self.filter(among("session", Session.objects.published()))


class SessionTag(SdgTag):
    """A goal or target that the session is about."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="tags", verbose_name=_("session"))

    class Meta:
        verbose_name = _("goal of the session")
        verbose_name_plural = _("goals of the session")
        constraints = tag_constraints("session")
