from django.db import models
from django.db.models import Case, Prefetch, Value, When
from django.utils.translation import gettext_lazy as _

from events.models.sessions import OfSession, Session
from people.models import Organisation, Person
from photos.models import Photo
from publishing.visibility import among
from publishing.wording import Worded


class OfSpeaker(OfSession):
    """Rows about a person in a session: both must be public."""

    def published(self):
        return super().published().filter(among("person", Person.objects.published()))

    def with_people(self, user):
        """Fetch person and portrait; what `user` may not see becomes None."""
        portraits = Prefetch("portrait", Photo.objects.visible_to(user))
        return self.prefetch_related(Prefetch("person", Person.objects.visible_to(user).prefetch_related(portraits)))


class AppearanceQuerySet(OfSpeaker):
    def published(self):
        """Who takes or took part: to be invited is not to accept, and who cancelled is not announced."""
        return super().published().filter(status__in=[Appearance.Status.CONFIRMED, Appearance.Status.APPEARED])

    def with_people(self, user):
        """With the organisation of that day too; whoever leads the session first."""
        organisations = Prefetch("organisation", Organisation.objects.visible_to(user))
        return super().with_people(user).prefetch_related(organisations).in_order()

    def with_names(self, user):
        """Fetch the name of each person, without biography, portrait and organisation."""
        names = Person.objects.visible_to(user).defer("biography")
        return self.prefetch_related(Prefetch("person", names)).in_order()

    def in_order(self):
        """Whoever leads the session first, then by position."""
        leads = [Appearance.Role.CHAIR, Appearance.Role.MODERATOR]
        rank = Case(*[When(role=role, then=Value(place)) for place, role in enumerate(leads)], default=Value(9))
        return self.order_by(rank, "position", "pk")


class Appearance(models.Model):
    """A person in a session, with the organisation and position they had that day."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        MODERATOR = "moderator", _("Moderator")
        KEYNOTE = "keynote", _("Keynote speaker")
        SPEAKER = "speaker", _("Speaker")
        PANELIST = "panelist", _("Panellist")
        DISCUSSANT = "discussant", _("Discussant")
        RAPPORTEUR = "rapporteur", _("Rapporteur")
        INTERPRETER = "interpreter", _("Interpreter")

    class Status(models.TextChoices):
        INVITED = "invited", _("Invited")
        CONFIRMED = "confirmed", _("Confirmed")
        APPEARED = "appeared", _("Appeared")
        CANCELLED = "cancelled", _("Cancelled")

    session = models.ForeignKey(Session, models.CASCADE, related_name="appearances", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="appearances", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.SPEAKER)
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.CONFIRMED)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("organisation as at that session"),
    )
    job_title = models.CharField(_("job title as at that session"), max_length=250, blank=True)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "role"],
                name="events_appearance_role_once",
                violation_error_message=_("This person has this role in the session already."),
            )
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"


class Statement(Worded):
    """What somebody said in a session: word for word, or as a summary in our words."""

    class Kind(models.TextChoices):
        QUOTE = "quote", _("Quotation")
        SUMMARY = "summary", _("Summary")

    session = models.ForeignKey(Session, models.CASCADE, related_name="statements", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="statements", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices, default=Kind.SUMMARY)
    text = models.TextField(_("text"), blank=True)
    original_language = models.CharField(_("language of the original"), max_length=3, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    worded_fields = ("text",)

    objects = OfSpeaker.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def __str__(self):
        return f"{self.person}: {(self.text or '')[:60]}"
