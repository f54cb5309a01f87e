"""What the fields of a session are called, and how their values are shown, in the active language."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from events.models import Appearance, Session

SHOWN = 200  # characters of a text
CHOICES = {"kind": Session.Kind, "status": Session.Status}


def label_of(name):
    return Session._meta.get_field(name).verbose_name


def shown(name, value):
    """Return a value as people read it, times on the clock of the active zone; "–" for none."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if name in CHOICES and value:
        return str(CHOICES[name](value).label)
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return Truncator(str(value or "–")).chars(SHOWN)


def changes_of(entry, names=None):
    """Return [label, before, after] of whatever an Entry would change; of the fields those with `names`, where given."""
    changes = {name: change for name, change in entry.changes.items() if names is None or name in names}
    lines = [[str(label_of(name)), shown(name, old), shown(name, new)] for name, (old, new) in changes.items()]
    lines += [[str(_("person")), "–", str(person)] for person in entry.added]
    cancelled = Appearance.Status.CANCELLED.label
    lines += [[str(_("person")), f"{person} ({cancelled})", str(person)] for person in entry.returned]
    lines += [[str(_("person")), str(person), str(_("no longer in the file"))] for person in entry.gone]
    return lines + [[str(_("material")), "–", link.url] for link in entry.links]
