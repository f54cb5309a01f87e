from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Progress(models.TextChoices):
    """Where a commitment stands on a day: computed, never stored."""

    KEPT = "kept", _("Kept")
    ON_COURSE = "on_course", _("On course")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    SILENT = "silent", _("Without news for a year")
    DROPPED = "dropped", _("Dropped")


SOON = timedelta(days=90)
SILENT_AFTER = timedelta(days=365)


class Months(models.IntegerChoices):
    """How often the owner is asked to report; never less than once in the time after which a promise counts as silent."""

    THREE = 3, _("every three months")
    SIX = 6, _("every six months")
    TWELVE = 12, _("every year")
