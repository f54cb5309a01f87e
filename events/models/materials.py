from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, OfEvent
from events.models.sessions import Session
from people.models import Person
from photos.models import Photo
from publishing.visibility import among
from publishing.wording import Worded


class OfEventOrSession(OfEvent):
    """Rows of an event that may also name one of its sessions: that must be public too."""

    def published(self):
        sessions = Session.objects.published()
        return super().published().filter(Q(session__isnull=True) | among("session", sessions))


def check_session_of_event(row):
    """Raise ValidationError unless the session of `row` belongs to its event."""
    if row.session_id and row.session.event_id != row.event_id:
        raise ValidationError({"session": _("That session belongs to another event.")})


class Material(Worded):
    """A presentation, report or recording, by its address."""

    class Kind(models.TextChoices):
        PRESENTATION = "presentation", _("Presentation")
        DOCUMENT = "document", _("Document")
        RECORDING = "recording", _("Recording")
        LINK = "link", _("Link")

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials", verbose_name=_("event"))
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="materials", verbose_name=_("session")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.DOCUMENT)
    title = models.CharField(_("title"), max_length=250, blank=True)
    url = models.URLField(_("address"))
    language = models.CharField(_("language"), max_length=3, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    worded_fields = ("title",)

    objects = OfEventOrSession.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self):
        return self.title or self.url

    def clean(self):
        super().clean()
        check_session_of_event(self)


class EventPhotoQuerySet(OfEventOrSession):
    def published(self):
        return super().published().filter(among("photo", Photo.objects.published()))

    def in_order(self):
        return self.order_by("position", "pk")


class EventPhoto(models.Model):
    """A picture of an event or of one of its sessions, and the people in it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos", verbose_name=_("event"))
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="photos", verbose_name=_("session")
    )
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="event_photos", verbose_name=_("photo"))
    people = models.ManyToManyField(
        Person, blank=True, related_name="event_photos", verbose_name=_("people in the picture")
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = EventPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of the event")
        verbose_name_plural = _("pictures of the event")
        constraints = [
            models.UniqueConstraint(fields=["event", "session", "photo"], name="events_eventphoto_once"),
            # Two rows without a session are different to the constraint above: no value equals no value.
            models.UniqueConstraint(
                fields=["event", "photo"],
                condition=Q(session__isnull=True),
                name="events_eventphoto_once_without_session",
            ),
        ]

    def __str__(self):
        return str(self.photo)

    def clean(self):
        super().clean()
        check_session_of_event(self)
