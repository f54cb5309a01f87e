"""What an event offers to whoever wants to come: whether one may register, and how many seats are left."""

from django.db.models import Count, Q
from django.utils.functional import cached_property

from events.models import Registration, SessionSeat, seats


class Offer:
    """The registration of `event` as it is at the moment `at`. What needs a query is asked when it is read."""

    def __init__(self, event, at):
        self.event, self.at = event, at

    @property
    def phase(self):
        """Return "none" where nobody has to register, else "soon", "open" or "closed"."""
        event = self.event
        if event.registration_opens_at is None:
            return "none"
        closes_at = min(filter(None, [event.registration_closes_at, event.ends_at]))
        if not event.is_held or self.at >= closes_at:
            return "closed"
        return "soon" if self.at < event.registration_opens_at else "open"

    @property
    def is_open(self):
        return self.phase == "open"

    @cached_property
    def seats_left(self):
        """How many seats are free for whoever comes next, those on the waiting list first; None where there is no end."""
        if self.event.capacity is None:
            return None
        free = self.event.capacity - seats.taken(self.event.registrations, self.at)
        return max(0, free - self.waiting)

    @cached_property
    def waiting(self):
        """How many wait for a seat."""
        return self.event.registrations.waiting().count()

    @cached_property
    def participants(self):
        """The names that everybody may read."""
        return self.event.registrations.named_to(Registration.Consent.PUBLIC).names()

    def sessions(self, user):
        """Return the sessions that `user` may see in which a seat must be taken, each with `seats_left` (None: no end)."""
        return self.rooms(self.event.sessions.visible_to(user))

    def rooms(self, sessions=None):
        """Return those of `sessions` (all of the event's) in which a seat must be taken, with how many are left."""
        rows = self.event.sessions.all() if sessions is None else sessions
        asked = rows.with_seats().select_related("room", "event")
        waits = Count("seats", filter=Q(seats__state=SessionSeat.State.WAITING))
        found = list(asked.annotate(waiting=waits).chronological())
        held = SessionSeat.objects.holding(self.at).filter(session__in=found).values_list("session")
        taken = dict(held.annotate(number=Count("pk")).order_by())
        for session in found:
            end = session.seats_in_all
            session.seats_left = end if end is None else max(0, end - taken.get(session.pk, 0) - session.waiting)
        return found
