"""A ticket as a calendar entry: the event, and the sessions in which a seat is taken."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from events.calendars import calendar, event_entry, session_entry
from events.models import Event
from publishing.templatetags.content import told


def calendar_of(registration):
    """Return the calendar as text: the entries of the event's own calendar, so that one takes the place of the other."""
    visitor = AnonymousUser()
    event = Event.objects.for_calendar(visitor).get(pk=registration.event_id)
    taken = registration.seats.taken().values("session")
    sessions = event.sessions.visible_to(visitor).filter(pk__in=taken)
    ticket = _("Ticket: %(code)s") % {"code": registration.code}
    entries = [
        event_entry(event, ticket),
        *(session_entry(session, ticket) for session in sessions.select_related("room__place").chronological()),
    ]
    return calendar(told(event, "title"), entries).decode()
