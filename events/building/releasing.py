"""Making the draft of a programme what everybody sees."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from events.building.changes import changes, planned_snapshot, snapshot
from events.building.clashes import in_one_room
from events.building.slots import slots_of
from events.models import Placement, ScheduleRelease, Session, SessionSeat, seats
from events.models.revisions import raise_sequences
from events.models.sessions import PLACED, check_inside_event
from events.registration.waiting_list import move_up
from events.tasks import send_letters
from places.models import Room
from publishing.search import refresh


def release(*, event, comments, user):
    """Publish the draft as the next version; return its ScheduleRelease. `comments` is {language: text}.

    Raises ValidationError where two sessions would be in one room, be it with one of another event, where a session would
    lie outside the event or in a room with fewer seats than are taken, and where there is nothing new.
    """
    with seats.held(event.pk) as event:
        before = snapshot(event)
        planned = list(Placement.objects.filter(session__event=event).select_related("session__event", "room"))
        list(Room.objects.select_for_update().filter(pk__in={one.room_id for one in planned}).order_by("pk"))
        check_rooms(event)
        check_places(event, planned)
        apply(planned)
        transaction.on_commit(lambda: move_up(event=event))  # a larger room has seats for those who wait
        return made(event, before, comments, user)


def made(event, before, comments, user):
    """Write down the version that has just been applied; `before` is the snapshot of what visitors saw until now."""
    latest = event.releases.newest_first().first()
    after = snapshot(event)
    if latest and after == latest.snapshot and after == before:
        raise ValidationError(_("Nothing has changed since version %(version)s.") % {"version": latest.version})
    return ScheduleRelease.objects.create(
        event=event,
        version=latest.version + 1 if latest else 1,
        released_at=timezone.now(),
        released_by=user,
        snapshot=after,
        **{f"comment_{language}": text for language, text in comments.items()},
    )


def check_places(event, planned):
    """Raise ValidationError unless each Placement lies in its event and its room holds those who have a seat."""
    taken = seats_taken_in([placement.session for placement in planned if placement.session.needs_seat])
    for placement in planned:
        session = placement.session
        if placement.starts_at:
            check_inside_event(placement, event)
        if session.capacity is None and placement.room:
            seats.check_number(taken.get(session.pk, 0), placement.room.capacity)


def seats_taken_in(sessions):
    """Return {key of a session: seats taken} of those of `sessions` in which there are any."""
    held = SessionSeat.objects.holding(timezone.now()).filter(session__in=sessions).order_by()
    return dict(held.values_list("session").annotate(Count("pk")))


def check_rooms(event):
    """Raise ValidationError unless each room is free: of the own sessions, and of what others show to visitors."""
    taking_place = [slot for slot in slots_of(event) if slot.takes_place]
    moved = [slot for slot in taking_place if slot.is_changed and slot.room and not slot.room.allows_parallel]
    clashes = [clash.message for clash in in_one_room(taking_place)]
    clashes += [_("“%(title)s” is in this room at that time.") % {"title": other} for other in in_the_way(event, moved)]
    if clashes:
        raise ValidationError(clashes)


def in_the_way(event, slots):
    """Yield for each of `slots` whose room another event has at that time one session of that event; one query for all."""
    if not slots:
        return
    first, last = min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots)
    elsewhere = Session.objects.in_rooms_during({slot.room.pk for slot in slots}, first, last).exclude(event=event)
    others = list(elsewhere.order_by("starts_at", "pk"))
    for slot in slots:
        there = (other for other in others if other.room_id == slot.room.pk and slot.overlaps(other))
        if other := next(there, None):
            yield other


def apply(planned):
    """Write the Placements to their sessions, all at once: two may have changed rooms."""
    for placement in planned:
        session = placement.session
        session.starts_at, session.ends_at = placement.starts_at, placement.ends_at
        session.room_id, session.status = placement.room_id, placement.status
    sessions = {placement.session_id: placement.session for placement in planned}
    Session.objects.bulk_update(sessions.values(), PLACED, batch_size=200)
    raise_sequences(Session.objects.filter(pk__in=sessions))
    Placement.objects.filter(pk__in=sessions).delete()
    refresh(Session, sessions)


def planned_changes(event):
    """Return the Changes that a release would bring: what staff see before they confirm."""
    latest = event.releases.newest_first().first()
    return changes(latest.snapshot if latest else [], planned_snapshot(event), event.sessions.all())


@transaction.atomic
def tell(*, release):
    """Have those who take part in what has moved told, once this is committed; return whether it was not done before."""
    is_first = ScheduleRelease.objects.filter(pk=release.pk, told_at=None).update(told_at=timezone.now())
    if is_first:
        transaction.on_commit(lambda: send_letters.enqueue(release.pk))
    return bool(is_first)
