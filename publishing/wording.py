"""Texts in several languages: one of them must be there, whichever it is."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]


def in_every_language(*names):
    """Return the columns of these texts in all languages: "name" → "name_kk", "name_ky" …"""
    return [f"{name}_{code}" for name in names for code in LANGUAGE_CODES]


def languages_with(row, field):
    """Return the codes of the languages in which `row` has a text in `field`, in the order of the settings."""
    return [code for code in LANGUAGE_CODES if getattr(row, f"{field}_{code}")]


class Worded(models.Model):
    """A row whose `worded_fields` need a text in at least one language; the others fall back to it."""

    worded_fields = ()

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        missing = [field for field in self.worded_fields if not languages_with(self, field)]
        if missing:
            message = _("Write this in at least one language.")
            raise ValidationError({f"{field}_{get_language() or 'en'}": message for field in missing})
