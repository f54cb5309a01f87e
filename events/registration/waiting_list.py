"""The waiting lists of an event and of its sessions: whoever waits longest gets the seat that becomes free."""

from django.db.models import Q
from django.utils import timezone

from events.models import Registration, SessionSeat, seats
from events.registration.mails import tell


def move_up(*, event):
    """Give every free seat of `event` and of its sessions to whoever waits longest; each is told. Done twice, adds nothing.

    Once the event is over, or while it does not take place, nobody moves.
    """
    with seats.held(event.pk) as event:
        now = timezone.now()
        if event.ends_at <= now or not event.is_held:
            return
        for registration in first_of(event.registrations.waiting(), free(event.registrations, event.capacity, now)):
            registration.state = Registration.State.CONFIRMED
            registration.save()
            tell("moved_up", registration)
        seat_waiting(event, now)


def seat_waiting(event, now):
    """Give the free seats of sessions that are to take place to whoever waits for them, and tell each person once."""
    to_come = event.sessions.published().with_seats().filter(Q(ends_at=None) | Q(ends_at__gt=now))
    waiting_for = to_come.filter(seats__in=SessionSeat.objects.waiting().order_by()).distinct()
    seated = {}
    for session in waiting_for.select_related("room"):
        number = free(session.seats, session.seats_in_all, now)
        for seat in first_of(session.seats.waiting().select_related("registration"), number):
            seat.state = SessionSeat.State.TAKEN
            seat.save()
            seated[seat.registration_id] = seat.registration
    for registration in seated.values():
        tell("seat_given", registration)


def free(rows, capacity, now):
    """Return how many seats are free beside `rows`; None for as many as anybody wants."""
    return None if capacity is None else max(0, capacity - seats.taken(rows, now))


def first_of(rows, number):
    return list(rows if number is None else rows[:number])
