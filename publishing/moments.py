"""Which moments the portal takes, and how it keeps them in JSON."""

from datetime import UTC

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2199


def check_year(moment):
    """Raise ValidationError for a date or datetime that nobody means.

    The first and the last day of the calendar, 0001-01-01 and 9999-12-31, would also overflow in another time zone.
    """
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        message = _("Give a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(message, code="year_out_of_range")


def check_has_been(day):
    """Raise ValidationError for a date after today, where what it dates is told as something that has happened."""
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come: give one that has been."), code="not_yet")


# The validators of a date: of any, and of one on which something has happened.
SENSIBLE = [check_year]
HAS_BEEN = [check_year, check_has_been]


def in_json(moment):
    """Return a datetime as text, the same for the same moment in whatever zone; None for None."""
    return moment and moment.astimezone(UTC).isoformat()
