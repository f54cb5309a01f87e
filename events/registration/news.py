"""What participants must still be told: their event, or a session in which they sit, is not when and where they think.

Each registration and each seat keeps what its owner knows (`told`); staff read the mails and send them, one a person.
"""

import logging
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django_tasks import task

from events.building.changes import Change, kind_of, read, with_rooms
from events.models import Event, Registration, Session, SessionSeat, seats
from events.registration.mails import message_of, words_of
from publishing.delivery import deliver

logger = logging.getLogger(__name__)
MOMENTS = ("starts_at", "ends_at")
PLACE = ("place_id", "online_url")


@dataclass(slots=True)
class News:
    """What one participant does not know yet: `earlier` is the event as they know it, `changes` those of their sessions."""

    registration: Registration
    event: Event
    earlier: Event
    changes: list

    @property
    def kind(self):
        """Return what matters most: "cancelled", "postponed", "again", "moved" or "sessions"; "" for nothing."""
        event, earlier = self.event, self.earlier
        if not event.is_held:
            is_cancelled = event.event_status == Event.EventStatus.CANCELLED
            known = event.event_status == earlier.event_status
            return "" if known else "cancelled" if is_cancelled else "postponed"
        if not earlier.is_held:
            return "again"
        return "moved" if self.is_moved else "sessions" if self.changes else ""

    @property
    def is_moved(self):
        """Whether time or place are others; while an event is not held they mean nothing."""
        names = (*MOMENTS, *PLACE, "is_all_day")
        return self.event.is_held and any(getattr(self.event, name) != getattr(self.earlier, name) for name in names)

    @property
    def sameness(self):
        """What is the same of all whose mails differ in nothing but their names."""
        sessions = tuple((change.session.pk, str(change.before)) for change in self.changes)
        return self.registration.language, self.registration.state, str(self.registration.told), sessions


def news_of(event, **which):
    """Return the News of each participant of `event` who must hear some (of `which`, filters), by name.

    Of an event that is over, or not public, nobody hears anything. Queries: three, and one for rooms.
    """
    if not event.is_published or event.ends_at <= timezone.now():
        return []
    taking_part = [Registration.State.CONFIRMED, Registration.State.WAITLISTED]
    rows = event.registrations.personal().filter(state__in=taking_part, **which).order_by("name", "pk")
    known = {}
    found = []
    for row in rows.prefetch_related(Prefetch("seats", SessionSeat.objects.in_public_sessions())):
        earlier = known.setdefault(str(row.told), as_told(event, row.told))
        found.append(News(row, event, earlier, changes_for(row) if event.is_held else []))
    with_rooms([change for one in found for change in one.changes])
    return [one for one in found if one.kind]


def as_told(event, told):
    """Return a copy of `event`, not to be saved, that is when and where `told` says."""
    earlier = copy(event)
    for name, value in told.items():
        setattr(earlier, name, datetime.fromisoformat(value) if name in MOMENTS else value)
    return earlier


def changes_for(registration):
    """Return the Changes of the sessions in which somebody has a seat or waits for one, since they were told."""
    cancelled = Session.Status.CANCELLED
    found = []
    for seat in registration.seats.all():
        now = seat.session.whereabouts
        if not seat.told or seat.told["status"] == now["status"] == cancelled:
            continue
        change = Change(seat.session, kind_of(seat.told, now), read(seat.told), read(now))
        if change.matters_to_people:
            found.append(change)
    return found


def drafts_of(found):
    """Return [(News, subject, body, how many get the same)] of mails that differ, without the secret addresses."""
    alike = {}
    for one in found:
        alike.setdefault(one.sameness, []).append(one)
    return [
        (group[0], *words_of("news", group[0].registration, news=group[0], own_address="…"), len(group))
        for group in alike.values()
    ]


def tell_participants(*, event):
    """Have everybody for whom there is news told, once this is committed; return how many."""
    keys = [one.registration.pk for one in news_of(event)]
    for key in keys:
        transaction.on_commit(partial(send_news.enqueue, key))
    return len(keys)


@task()
def send_news(pk):
    """Mail the registration with this key what is new for it by now. Whom the server refuses is still to be told."""
    registration = Registration.objects.filter(pk=pk).first()
    if registration is None:  # deleted in the meantime
        return
    with seats.held(registration.event_id) as event:
        one = next(iter(news_of(event, pk=pk)), None)
        if one is None:
            return
        message = message_of("news", one.registration, news=one)
        before = {seat.pk: seat.told for seat in one.registration.seats.all()}
        remember(pk, event.whereabouts, {seat.pk: seat.session.whereabouts for seat in one.registration.seats.all()})
    try:
        deliver(message)
    except OSError:  # smtplib's own errors among them
        remember(pk, one.registration.told, before)
        logger.exception("The news of an event could not be sent to registration %s.", pk)
        raise


def remember(pk, told, told_of_seats):
    """Write down what a participant knows of the event, and of the sessions whose seats have these keys."""
    Registration.objects.filter(pk=pk).update(told=told)
    for seat, known in told_of_seats.items():
        SessionSeat.objects.filter(pk=seat).update(told=known)
