"""The sessions of an event as they are planned, light enough to reckon with three hundred of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

from events.models import Appearance, Session
from places.models import Room


@dataclass(slots=True)
class Slot:
    """A session in the draft; `people` is {primary key: name} of who is to be there, invited or confirmed."""

    pk: int
    slug: str
    title: str
    kind: str
    starts_at: datetime | None
    ends_at: datetime | None
    room: Room | None
    status: str
    is_draft: bool
    is_changed: bool
    languages: list
    interpretation: list
    people: dict = field(default_factory=dict)
    wished: int | None = None  # minutes that its proposer asked for

    @property
    def is_placed(self):
        return self.starts_at is not None

    @property
    def takes_place(self):
        return self.is_placed and self.status != Session.Status.CANCELLED

    @property
    def minutes(self):
        return round((self.ends_at - self.starts_at).total_seconds() / 60) if self.is_placed else self.wished

    def overlaps(self, other):
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def slots_of(event):
    """Return the Slots of an event in the order of their draft, those without a time last; four queries."""
    people = people_of(event)
    rooms = {room.pk: room for room in Room.objects.filter(pk__in=rooms_in_use(event)).select_related("place")}
    rows = (
        event.sessions.as_planned()
        .select_related("placement")
        .annotate(wished=F("proposal__minutes"))
        .order_by("code", "pk")
    )
    slots = [slot_of(session, rooms, people[session.pk]) for session in rows]
    return sorted(slots, key=lambda slot: (slot.starts_at is None, slot.starts_at and slot.starts_at.timestamp()))


def slot_of(session, rooms, people):
    return Slot(
        pk=session.pk,
        slug=session.slug,
        title=str(session),
        kind=session.kind,
        starts_at=session.planned_starts_at,
        ends_at=session.planned_ends_at,
        room=rooms.get(session.planned_room),
        status=session.planned_status,
        is_draft=not session.is_published,
        is_changed=hasattr(session, "placement"),
        languages=session.languages,
        interpretation=session.interpretation,
        people=people,
        wished=session.wished,
    )


def rooms_in_use(event):
    """Return the primary keys of the rooms that its sessions have, or are planned to have."""
    pairs = event.sessions.values_list("room", "placement__room")
    return {key for pair in pairs for key in pair if key}


def people_of(event):
    """Return {session: {person: name}} by primary keys, without who cancelled."""
    found = defaultdict(dict)
    rows = Appearance.objects.filter(session__event=event).exclude(status=Appearance.Status.CANCELLED)
    for appearance in rows.select_related("person").only("session", "person"):
        found[appearance.session_id][appearance.person_id] = str(appearance.person)
    return found
