"""A programme from elsewhere on its way into an event, and by what its sessions and people are known again next time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.sessions import Session
from people.models import Person
from publishing.documents import private_files


class ProgrammeImport(models.Model):
    """A file that was sent or fetched: staff look at what it would do, then it is carried out once."""

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="programme_imports",
        verbose_name=_("event"),
        help_text=_("Empty: the file becomes a new event."),
    )
    file = models.FileField(_("file"), storage=private_files, upload_to="programmes", max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64)
    address = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(
        _("language of the texts"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Empty: each session is written in the language in which it is held."),
    )
    cancels_missing = models.BooleanField(
        _("cancel what the file no longer has"),
        default=False,
        help_text=_("Sessions and people that an earlier import brought. Otherwise they are listed and stay."),
    )
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("started by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of a programme")
        verbose_name_plural = _("imports of programmes")

    def __str__(self):
        return self.file_name


class ImportedSession(models.Model):
    """By which `key` the files of an event know a session, and what they last said of it.

    What is said again and stands here otherwise has been changed here, and is kept.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="imported_sessions", verbose_name=_("event"))
    session = models.OneToOneField(Session, models.CASCADE, related_name="imported", verbose_name=_("session"))
    key = models.CharField(_("key"), max_length=100)
    said = models.JSONField(_("what the file said"), default=dict)

    class Meta:
        verbose_name = _("imported session")
        verbose_name_plural = _("imported sessions")
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="events_importedsession_key_once")]

    def __str__(self):
        return self.key


class ImportedPerson(models.Model):
    """A key by which the files of an event know a person; there may be several."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="imported_people", verbose_name=_("event"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="imported", verbose_name=_("person"))
    key = models.CharField(_("key"), max_length=250)

    class Meta:
        verbose_name = _("imported person")
        verbose_name_plural = _("imported people")
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="events_importedperson_key_once")]

    def __str__(self):
        return self.key
