import zoneinfo
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import seats
from events.models.revisions import Revised, raise_sequences
from events.zones import zone_in_words, zone_named
from goals.models import SdgTag, tag_constraints
from people.models import Organisation
from photos.models import Photo
from places.models import Place
from publishing.models import Publishable
from publishing.moments import check_year, in_json
from publishing.visibility import PublishableQuerySet, VisibleQuerySet, among


def check_timezone(name):
    """Raise ValidationError unless `name` is a zone of the IANA database."""
    if zone_named(name) is None:
        raise ValidationError(_("Choose an IANA time zone such as Asia/Almaty."), code="timezone")


def check_languages(codes):
    """Raise ValidationError unless `codes` is a list of ISO 639 language codes of two or three letters."""
    if not isinstance(codes, list) or not all(isinstance(code, str) and 2 <= len(code) <= 3 for code in codes):
        raise ValidationError(_("Give a list of language codes such as kk, ru, en."), code="languages")


class EventQuerySet(PublishableQuerySet):
    def upcoming(self, at):
        """Events that have not ended at the moment `at`."""
        return self.filter(ends_at__gte=at)

    def past(self, at):
        return self.filter(ends_at__lt=at)

    def chronological(self):
        return self.order_by("starts_at", "pk")

    def latest_first(self):
        return self.order_by("-starts_at", "-pk")

    def for_calendar(self, user):
        """Fetch what a calendar shows, in two queries whatever the number of events."""
        organisers = EventOrganisation.objects.visible_to(user).organising().select_related("organisation")
        return self.select_related("place").prefetch_related(Prefetch("organisers", organisers))

    def for_cards(self, user):
        """Fetch what a card shows, in four queries whatever the number of events."""
        organisers = EventOrganisation.objects.visible_to(user).select_related("organisation")
        return self.select_related("place__region").prefetch_related(
            Prefetch("organisers", organisers.order_by("position", "pk")),
            Prefetch("tags", EventTag.objects.visible_to(user).with_goals()),
            Prefetch("cover", Photo.objects.visible_to(user)),
        )


class Event(Revised, Publishable):
    """A forum, conference or meeting, in schema.org's terms for status and attendance."""

    class Kind(models.TextChoices):
        FORUM = "forum", _("Forum")
        CONFERENCE = "conference", _("Conference")
        CONSULTATION = "consultation", _("Consultation")
        HEARING = "hearing", _("Public hearing")
        MEETING = "meeting", _("Meeting")
        TRAINING = "training", _("Training")
        OTHER = "other", _("Other")

    class EventStatus(models.TextChoices):
        SCHEDULED = "EventScheduled", _("Takes place as planned")
        RESCHEDULED = "EventRescheduled", _("Rescheduled")
        POSTPONED = "EventPostponed", _("Postponed")
        MOVED_ONLINE = "EventMovedOnline", _("Moved online")
        CANCELLED = "EventCancelled", _("Cancelled")

    class AttendanceMode(models.TextChoices):
        OFFLINE = "OfflineEventAttendanceMode", _("On site")
        ONLINE = "OnlineEventAttendanceMode", _("Online")
        MIXED = "MixedEventAttendanceMode", _("On site and online")

    title = models.CharField(_("title"), max_length=250, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.FORUM)
    starts_at = models.DateTimeField(_("starts at"), validators=[check_year])
    ends_at = models.DateTimeField(_("ends at"), validators=[check_year])
    is_all_day = models.BooleanField(
        _("only the days are known"), default=False, help_text=_("No hours are shown then: the source gives none.")
    )
    timezone = models.CharField(_("time zone"), max_length=40, default="Asia/Almaty", validators=[check_timezone])
    event_status = models.CharField(
        _("status"), max_length=16, choices=EventStatus.choices, default=EventStatus.SCHEDULED
    )
    attendance_mode = models.CharField(
        _("attendance"), max_length=27, choices=AttendanceMode.choices, blank=True, default=AttendanceMode.OFFLINE
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("place")
    )
    online_url = models.URLField(_("online address"), blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[check_languages])
    super_event = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sub_events", verbose_name=_("part of")
    )
    cover = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="cover_of_events", verbose_name=_("cover picture")
    )
    organisations = models.ManyToManyField(
        Organisation, through="EventOrganisation", related_name="events", verbose_name=_("organisations")
    )
    registration_opens_at = models.DateTimeField(
        _("registration opens at"), null=True, blank=True, validators=[check_year]
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes at"), null=True, blank=True, validators=[check_year]
    )
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True, validators=[MinValueValidator(1)])
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    worded_fields = ("title",)
    calendar_fields = (
        "kind", "starts_at", "ends_at", "is_all_day", "timezone", "event_status", "place", "online_url", "slug",
    )  # fmt: skip
    calendar_texts = ("title", "summary")
    NOT_HELD = {EventStatus.CANCELLED, EventStatus.POSTPONED}

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="events_event_ends_after_it_starts",
                violation_error_message=_("An event must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(super_event__isnull=True) | ~Q(super_event=F("pk")),
                name="events_event_not_part_of_itself",
                violation_error_message=_("An event cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="events_event_registration_closes_after_it_opens",
                violation_error_message=_("Registration must close after it opens."),
            ),
        ]
        indexes = [models.Index(fields=["publication_state", "starts_at"])]

    def __str__(self):
        return self.title or self.slug

    def clean(self):
        """Its sessions lie inside it: told here, where the event's times are changed."""
        super().clean()
        self._check_not_part_of_its_parts()
        self._check_capacity()
        if not (self.pk and self.starts_at and self.ends_at):
            return
        outside = Q(starts_at__lt=self.starts_at) | Q(ends_at__gt=self.ends_at)
        outside |= Q(placement__starts_at__lt=self.starts_at) | Q(placement__ends_at__gt=self.ends_at)
        if self.sessions.filter(outside).exists():
            raise ValidationError({"ends_at": _("A session of this event lies outside these times.")})

    def save(self, *args, **kwargs):
        """Hold the row: nobody takes a seat while their number is changed."""
        if self._state.adding:
            return super().save(*args, **kwargs)
        with seats.held(self.pk):
            self._check_capacity()
            return super().save(*args, **kwargs)

    def _check_capacity(self):
        if self.pk:
            seats.check_enough(self.registrations, self.capacity, timezone.now())

    def _check_not_part_of_its_parts(self):
        """Events within events make a tree; the constraint sees only an event that is part of itself."""
        above = self.super_event
        while self.pk and above is not None and above.pk != self.pk:
            above = above.super_event
        if self.pk and above is not None:
            raise ValidationError({"super_event": _("That event is a part of this one.")})

    def pass_on(self, changed):
        """Its sessions stand in calendars with its zone, status, place and address, and without hours on its days."""
        if changed & {"timezone", "event_status", "place", "slug"}:
            raise_sequences(self.sessions.all())
        elif changed & {"starts_at", "ends_at"}:
            raise_sequences(self.sessions.filter(starts_at=None))

    def get_absolute_url(self):
        return reverse("events:detail", args=[self.slug])

    @property
    def calendar_url(self):
        return reverse("events:event_calendar", args=[self.slug])

    def schedule_url(self, form):
        """The address of the programme in the format of frab: `form` is "xml" or "json"."""
        return reverse("events:schedule", args=[self.slug, form])

    @property
    def whereabouts(self):
        """What participants must hear of when it changes, as JSON keeps it."""
        return {
            "starts_at": in_json(self.starts_at),
            "ends_at": in_json(self.ends_at),
            "is_all_day": self.is_all_day,
            "event_status": str(self.event_status),
            "place_id": self.place_id,
            "online_url": self.online_url,
        }

    @property
    def is_held(self):
        return self.event_status not in self.NOT_HELD

    @property
    def badge(self):
        """The shape that tells the status: only what does not take place is crossed out."""
        return {"EventCancelled": "cancelled", "EventPostponed": "tentative"}.get(self.event_status, "confirmed")

    @property
    def zone(self):
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def first_day(self):
        return self.starts_at.astimezone(self.zone).date()

    @property
    def last_day(self):
        """An event that ends at midnight does not reach into the next day."""
        return (self.ends_at - timedelta(microseconds=1)).astimezone(self.zone).date()

    @property
    def zone_name(self):
        """The zone in words of the active language, with its distance from UTC at the start: "Almaty (UTC+6)"."""
        return zone_in_words(self.zone, self.starts_at)


class OfEvent(VisibleQuerySet):
    """Rows that belong to one event and are as public as it is."""

    def published(self):
        return self.filter(among("event", Event.objects.published()))


class EventOrganisationQuerySet(OfEvent):
    def published(self):
        return super().published().filter(among("organisation", Organisation.objects.published()))

    def organising(self):
        """Whoever answers for the event; not who pays for it or comes to it."""
        return self.filter(role__in=EventOrganisation.ORGANISING).order_by("position", "pk")


class EventOrganisation(models.Model):
    """What an organisation does for an event."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        CO_ORGANISER = "co_organiser", _("Co-organiser")
        HOST = "host", _("Host")
        SPONSOR = "sponsor", _("Sponsor")
        PARTNER = "partner", _("Partner")
        PARTICIPANT = "participant", _("Participant")

    ORGANISING = [Role.ORGANISER, Role.CO_ORGANISER, Role.HOST]

    event = models.ForeignKey(Event, models.CASCADE, related_name="organisers", verbose_name=_("event"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="event_roles", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.ORGANISER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = EventOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation of the event")
        verbose_name_plural = _("organisations of the event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation", "role"],
                name="events_eventorganisation_role_once",
                violation_error_message=_("This organisation has this role already."),
            )
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"


class EventTag(SdgTag):
    """A goal or target that the event serves."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tags", verbose_name=_("event"))

    class Meta:
        verbose_name = _("goal of the event")
        verbose_name_plural = _("goals of the event")
        constraints = tag_constraints("event")
