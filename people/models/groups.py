from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Identified
from publishing.visibility import OpenQuerySet


class Vocabulary(Identified):
    """A word that staff maintain and everybody may see."""

    name = models.CharField(_("name"), max_length=150, blank=True)

    worded_fields = ("name",)

    objects = OpenQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name or self.slug


class FocusArea(Vocabulary):
    """A field of work in an organisation's own terms, finer or broader than an SDG target."""

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")


class Group(Vocabulary):
    """People who must not be left behind: whom an organisation or a partnership serves."""

    class Meta:
        verbose_name = _("group served")
        verbose_name_plural = _("groups served")
