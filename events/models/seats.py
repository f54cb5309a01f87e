"""How many seats there are and how many are taken, counted while nobody else counts."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import ngettext


@contextmanager
def held(event_pk):
    """Hold the row of the event: whoever gives or counts seats of it, or of its sessions, waits for whoever did before.

    One lock for the event and all its sessions: always the same one, so that no two can wait for each other. It leaves
    rows that merely refer to the event alone (PostgreSQL's FOR NO KEY UPDATE).
    """
    from events.models.events import Event

    with transaction.atomic():
        yield Event.objects.select_for_update(no_key=True).get(pk=event_pk)


def taken(rows, at):
    """Return how many of `rows`, registrations or seats in sessions, hold a seat at the moment `at`."""
    return rows.holding(at).count()


def check_free(rows, capacity, at):
    """Raise ValidationError unless a seat is free beside the `rows` that hold one; a capacity of None has no end."""
    if capacity is not None and taken(rows, at) >= capacity:
        message = ngettext("The only seat is taken.", "All %(seats)d seats are taken.", capacity)
        raise ValidationError(message % {"seats": capacity}, code="no_seat")


def check_enough(rows, capacity, at):
    """Raise ValidationError if more of `rows` hold a seat than there are: nobody is put out of a seat by a number."""
    if capacity is not None:
        check_number(taken(rows, at), capacity)


def check_number(number, capacity):
    """Raise ValidationError if more than `capacity` seats, where it has an end, are taken: `number` of them."""
    if capacity is not None and number > capacity:
        message = ngettext("%(seats)d seat is taken already.", "%(seats)d seats are taken already.", number)
        raise ValidationError({"capacity": ValidationError(message % {"seats": number}, code="seats_taken")})
