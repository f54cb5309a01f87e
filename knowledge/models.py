from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from goals.models import SdgTag, tag_constraints
from partnerships.models import Partnership
from people.models import Organisation, Person
from photos.models import Licence, Photo
from places.countries import check_countries
from publishing.models import Publishable
from publishing.visibility import PublishableQuerySet, VisibleQuerySet, among


class ResourceQuerySet(PublishableQuerySet):
    def latest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_cards(self, user):
        """Fetch what a card shows, in a fixed number of queries."""
        return self.prefetch_related(
            Prefetch("authors", Person.objects.visible_to(user).by_name()),
            Prefetch("organisations", Organisation.objects.visible_to(user).by_name()),
            Prefetch("tags", ResourceTag.objects.visible_to(user).with_goals()),
        )


class Resource(Publishable):
    """Knowledge to use again: a practice with what made it work, a report, a toolkit."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("Good practice")
        REPORT = "report", _("Report")
        TOOLKIT = "toolkit", _("Toolkit")
        POLICY = "policy", _("Policy paper")
        DATASET = "dataset", _("Data set")
        VIDEO = "video", _("Video")

    title = models.CharField(_("title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PRACTICE)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    challenge = models.TextField(_("the challenge"), blank=True)
    actions_taken = models.TextField(_("what was done"), blank=True)
    results = models.TextField(_("results"), blank=True)
    enabling_factors = models.TextField(_("what helped"), blank=True)
    constraints_met = models.TextField(_("what hindered"), blank=True)
    how_to_replicate = models.TextField(_("how to do it elsewhere"), blank=True)
    authors = models.ManyToManyField(Person, blank=True, related_name="resources", verbose_name=_("authors"))
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="resources", verbose_name=_("organisations")
    )
    countries = models.JSONField(_("countries"), default=list, blank=True, validators=[check_countries])
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("presented at the session"),
    )
    url = models.URLField(_("address"), blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.UNKNOWN)
    language = models.CharField(_("language of the document"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    worded_fields = ("title",)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = Publishable.Meta.constraints

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("knowledge:resource", args=[self.slug])


class ResourceTag(SdgTag):
    """A goal or target that the resource helps with."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="tags", verbose_name=_("resource"))

    class Meta:
        verbose_name = _("goal of the resource")
        verbose_name_plural = _("goals of the resource")
        constraints = tag_constraints("resource")


class StoryQuerySet(PublishableQuerySet):
    def latest_first(self):
        return self.order_by("-dated_on", "-pk")

    def for_cards(self, user):
        """Fetch what a card shows: the first picture that `user` may see."""
        photos = StoryPhoto.objects.visible_to(user).select_related("photo").order_by("position", "pk")
        return self.prefetch_related(
            Prefetch("photos", photos), Prefetch("tags", StoryTag.objects.visible_to(user).with_goals())
        )


class Story(Publishable):
    """News of the portal: what happened, with pictures, and links to all that it tells of."""

    title = models.CharField(_("title"), max_length=300, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    dated_on = models.DateField(_("date"))
    events = models.ManyToManyField(Event, blank=True, related_name="stories", verbose_name=_("events"))
    sessions = models.ManyToManyField(Session, blank=True, related_name="stories", verbose_name=_("sessions"))
    partnerships = models.ManyToManyField(
        Partnership, blank=True, related_name="stories", verbose_name=_("partnerships")
    )
    people = models.ManyToManyField(Person, blank=True, related_name="stories", verbose_name=_("people"))
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="stories", verbose_name=_("organisations")
    )
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    worded_fields = ("title",)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = Publishable.Meta.constraints

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("knowledge:story", args=[self.slug])


class OfStory(VisibleQuerySet):
    """Rows that belong to one story and are as public as it is."""

    def published(self):
        return self.filter(among("story", Story.objects.published()))


class StoryPhotoQuerySet(OfStory):
    def published(self):
        return super().published().filter(among("photo", Photo.objects.published()))


class StoryPhoto(models.Model):
    """A picture of a story, in its order."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="photos", verbose_name=_("story"))
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="story_photos", verbose_name=_("photo"))
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = StoryPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of the story")
        verbose_name_plural = _("pictures of the story")
        constraints = [models.UniqueConstraint(fields=["story", "photo"], name="knowledge_storyphoto_once")]

    def __str__(self):
        return str(self.photo)


class StoryTag(SdgTag):
    """A goal or target that the story tells of."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="tags", verbose_name=_("story"))

    class Meta:
        verbose_name = _("goal of the story")
        verbose_name_plural = _("goals of the story")
        constraints = tag_constraints("story")
