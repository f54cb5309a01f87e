"""What differs between two versions of a programme, of the sessions that a reader may see today."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from events.models import Session
from events.models.sessions import PLACED, whereabouts_of
from places.models import Room
from publishing.models import PublicationState

TITLES = {
    "added": _("New in the programme"),
    "cancelled": _("Cancelled"),
    "moved": _("Moved"),
    "room": _("In another room"),
    "unplaced": _("No time yet"),
    "status": _("Other status"),
}


@dataclass(slots=True)
class Change:
    """How the place of a session differs: `kind` is one of TITLES, `before` and `after` are {field: value} or None."""

    session: Session
    kind: str
    before: dict | None
    after: dict = field(default_factory=dict)

    @property
    def title(self):
        return TITLES[self.kind]

    @property
    def matters_to_people(self):
        """Whether those who take part must hear of it."""
        is_held_again = self.kind == "status" and self.before["status"] == Session.Status.CANCELLED
        return is_held_again or self.kind in ("moved", "room", "cancelled", "unplaced")


def snapshot(event):
    """Return the programme as visitors see it, or will once the event is published, as ScheduleRelease keeps it."""
    return kept(event, "")


def planned_snapshot(event):
    """Return the programme as the next release will make it."""
    return kept(event, "planned_")


def kept(event, prefix):
    columns = [prefix + name for name in PLACED]
    rows = event.sessions.filter(publication_state=PublicationState.PUBLISHED).as_planned()
    return [
        {"session": str(guid), **whereabouts_of(*placed)}
        for guid, *placed in rows.order_by(columns[0], "pk").values_list("guid", *columns)
    ]


def changes(before, after, sessions):
    """Return the Changes from one snapshot to another, in the order of the later one.

    `sessions` is the queryset of those that the reader may see: of whatever is not among them nothing is said.
    """
    shown = {str(session.guid): session for session in sessions}
    earlier = {row["session"]: row for row in before}
    found = []
    for row in after:
        if (session := shown.get(row["session"])) and (kind := kind_of(earlier.get(row["session"]), row)):
            found.append(Change(session, kind, read(earlier.get(row["session"])), read(row)))
    return with_rooms(found)


def kind_of(before, after):
    """Return the kind of the change, "" for none."""
    if before is None:
        return "added"
    has_other_status = before["status"] != after["status"]
    if has_other_status and after["status"] == Session.Status.CANCELLED:
        return "cancelled"
    if (before["starts_at"], before["ends_at"]) != (after["starts_at"], after["ends_at"]):
        return "moved" if after["starts_at"] else "unplaced"
    if before["room"] != after["room"]:
        return "room"
    return "status" if has_other_status else ""


def read(row):
    """Return a row of a snapshot with moments instead of texts."""
    if row is None:
        return None
    moments = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in ("starts_at", "ends_at")}
    return {**row, **moments, "status_name": Session.Status(row["status"]).label}


def with_rooms(found):
    """Put the rooms in place of their keys, in one query; None where a room is gone."""
    rows = [row for change in found for row in (change.before, change.after) if row]
    rooms = Room.objects.in_bulk({row["room"] for row in rows if row["room"]})
    for row in rows:
        row["room"] = rooms.get(row["room"])
    return found
