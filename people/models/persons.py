from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos.models import Photo
from publishing.models import Publishable
from publishing.sorting import fill_sort_keys
from publishing.visibility import PublishableQuerySet


class PersonQuerySet(PublishableQuerySet):
    def published(self):
        """Published, and with the person's consent."""
        return super().published().filter(is_public=True)

    def by_name(self):
        return self.order_by("sort_name", "pk")

    def for_cards(self, user):
        """Fetch what a row shows: the portrait, and the organisations that `user` may see they belong to today."""
        memberships = self.model.memberships.rel.related_model.objects.visible_to(user)
        current = memberships.current(timezone.localdate()).with_parties(user)
        return self.prefetch_related(
            Prefetch("portrait", Photo.objects.visible_to(user)), Prefetch("memberships", current)
        )


class Person(Publishable):
    """Somebody who speaks, moderates, writes or sits on a body. E-mail address and telephone are never public."""

    name = models.CharField(_("name as shown"), max_length=200, blank=True)
    sort_name = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="portrait_of", verbose_name=_("portrait")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Never shown to the public."))
    telephone = models.CharField(_("telephone"), max_length=40, blank=True, help_text=_("Never shown to the public."))
    is_public = models.BooleanField(_("may be shown"), default=False)
    consented_on = models.DateField(
        _("consent given on"),
        null=True,
        blank=True,
        help_text=_("When the person agreed, or when their public role was first published by others."),
    )

    worded_fields = ("name",)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(consented_on__isnull=False),
                name="people_person_public_only_with_consent_date",
                violation_error_message=_("Say when the person agreed to be shown."),
            ),
        ]

    def __str__(self):
        return self.name or self.slug

    def save(self, *args, **kwargs):
        fill_sort_keys(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("people:person", args=[self.slug])

    @property
    def initials(self):
        """The first letters of the first two words of the name, for who has no portrait."""
        return "".join(word[0] for word in (self.name or "").split()[:2]).upper()
