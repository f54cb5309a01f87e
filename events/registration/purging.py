"""What is kept of participants, and until when: what nobody confirmed for a day, personal data some time after the event."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.models import Event, Registration, SessionSeat, seats
from events.models.registrations import new_code
from events.registration.waiting_list import move_up

UNCONFIRMED_FOR = timedelta(days=1)
NOTHING = {"name": "", "email": "", "organisation": "", "access_needs": "", "consent": Registration.Consent.NOBODY}


def give_on_lapsed_seats(at):
    """Give the seats that nobody confirmed in time to whoever waits; return the number of events that were looked at."""
    lapsed = Registration.objects.filter(state=Registration.State.PENDING, held_until__lte=at)
    waiting = Registration.objects.waiting().order_by().values("event")
    in_sessions = SessionSeat.objects.waiting().order_by().values("session__event")
    events = Event.objects.filter(
        Q(pk__in=waiting) | Q(pk__in=in_sessions), ends_at__gt=at, pk__in=lapsed.values("event")
    )
    for event in events:
        move_up(event=event)
    return len(events)


def delete_unconfirmed(at):
    """Delete what nobody confirmed for a day, and return how many. Whoever confirms at this moment stays."""
    due = Registration.objects.never_confirmed(before=at - UNCONFIRMED_FOR)
    number = 0
    for event in due.order_by().values_list("event", flat=True).distinct():
        with seats.held(event):
            number += due.filter(event=event).delete()[1].get("events.Registration", 0)
    return number


def purge(registration):
    """Delete the personal data of one registration. Its state and who came, without saying who, stay as figures."""
    with transaction.atomic():
        registration.answers.all().delete()
        # A new identity, so that no link that was ever sent and no printed ticket leads here; no signal, no trail.
        Registration.objects.filter(pk=registration.pk).update(
            **NOTHING, guid=uuid.uuid4(), code=new_code(), purged_at=timezone.now()
        )
