"""A seat that becomes free because there are more of them is given at once: an event or a session was saved."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save

from events.models import Event, Session, SessionSeat
from events.registration.waiting_list import move_up


def connect():
    """Listen; called once, when all models are loaded."""
    post_save.connect(after_event, sender=Event, dispatch_uid="events.registration.event")
    post_save.connect(after_session, sender=Session, dispatch_uid="events.registration.session")


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
