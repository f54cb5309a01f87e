"""When an activity was to begin and end, and when it did: the four dates that IATI knows, as at a day.

They are computed in the database, for what stops a partnership from being told asks for them as well.
"""

from django.db.models import Case, F, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from lxml.builder import E

from partnerships.iati.narratives import words

# The code list ActivityDateType, by what `with_dates` annotates.
TYPES = {"planned_start": "1", "actual_start": "2", "planned_end": "3", "actual_end": "4"}
SIGNED = {
    "day": _("The day on which it was signed"),
    "month": _("It was signed in this month; the day is not known"),
    "year": _("It was signed in this year; the day is not known"),
}
CANCELLED = _("The day on which it was cancelled")


def with_dates(rows, on):
    """Annotate `rows` of partnerships with the names of TYPES and `committed_on`, each a date or None, as at `on`.

    Where no start is known a partnership begins by being signed; what is cancelled has ended. An actual date cannot lie
    ahead (IATI's ruleset): one that does is a plan, unless another is known. Money is committed on the day of signing,
    else on which it all began; nobody has committed what is still planned.
    """
    begun = Coalesce("starts_on", Case(When(planned_starts_on=None, then=F("signed_on"))))
    ended = Coalesce("ends_on", Case(When(may_resume=False, then=F("halted_on"))))
    dated = rows.annotate(begun=begun, ended=ended).annotate(
        planned_start=Coalesce("planned_starts_on", Case(When(begun__gt=on, then=F("begun")))),
        actual_start=Case(When(begun__lte=on, then=F("begun"))),
        planned_end=Coalesce("planned_ends_on", Case(When(ended__gt=on, then=F("ended")))),
        actual_end=Case(When(ended__lte=on, then=F("ended"))),
    )
    return dated.annotate(committed_on=Coalesce(Case(When(signed_on__lte=on, then=F("signed_on"))), "actual_start"))


def activity_dates(partnership):
    """Return the elements of the dates that are known; where a date is another one's stand-in it says so."""
    known = [(name, getattr(partnership, name)) for name in TYPES]
    return [
        E("activity-date", *stand_in(partnership, name), {"type": TYPES[name], "iso-date": day.isoformat()})
        for name, day in known
        if day
    ]


def stand_in(partnership, name):
    """Return, in words, what day stands in the place of the date called `name`; nothing where it is that date itself."""
    if name.endswith("start") and not (partnership.starts_on or partnership.planned_starts_on):
        return words(SIGNED[partnership.signed_precision])
    if name == "actual_end" and not partnership.ends_on:
        return words(CANCELLED)
    return []
