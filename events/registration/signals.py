"""A seat that becomes free because there are more of them is given at once: an event, a session or a room was saved."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save

from events.models import Event, Session, SessionSeat
from events.registration.waiting_list import move_up
from places.models import Room


def connect():
    """Listen; called once, when all models are loaded."""
    post_save.connect(after_event, sender=Event, dispatch_uid="events.registration.event")
    post_save.connect(after_session, sender=Session, dispatch_uid="events.registration.session")
    post_save.connect(after_room, sender=Room, dispatch_uid="events.registration.room")


def after_event(instance, created, raw=False, **kwargs):
    if raw or created:
        return
    in_sessions = SessionSeat.objects.waiting().filter(session__event=instance)
    if instance.registrations.waiting().exists() or in_sessions.exists():
        transaction.on_commit(partial(move_up, event=instance))


def after_session(instance, created, raw=False, **kwargs):
    if raw or created or not instance.needs_seat:
        return
    if instance.seats.filter(state=SessionSeat.State.WAITING).exists():
        transaction.on_commit(partial(move_up, event=instance.event))


def after_room(instance, created, raw=False, **kwargs):
    """A session without a number of its own has as many seats as its room."""
    if raw or created:
        return
    waiting = SessionSeat.objects.waiting().filter(session__room=instance, session__capacity=None).order_by()
    for event in Event.objects.filter(pk__in=waiting.values("session__event")):
        transaction.on_commit(partial(move_up, event=event))
