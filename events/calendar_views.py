"""Calendars of an event with its sessions, of a session, and of every event that the filters of the list leave."""

from django.utils.translation import gettext_lazy
from django.views.generic.list import BaseListView

from events import calendars
from events.filters import EventFilter, SessionFilter
from events.models import Event, Session
from events.session_addresses import SessionAtOwnAddress
from publishing.detail_pages import AtOwnAddress
from publishing.downloads import refused, shown
from publishing.templatetags.content import told
from publishing.views import NarrowedMixin


def calendar_answer(request, *, name, entries, file):
    body = calendars.calendar(name, entries, request.get_full_path())
    return shown(body, calendars.CONTENT_TYPE, f"{file}.ics")


class EventsCalendar(NarrowedMixin, BaseListView):
    """Every event of the portal, or those that the filters of the list leave."""

    queryset = Event.objects.all()
    filterset_class = EventFilter
    name, file = gettext_lazy("Events"), "events"

    def get(self, request):
        events = self.get_queryset()
        if self.filterset.errors:
            return refused(self.filterset)
        return calendar_answer(request, name=str(self.name), entries=self.entries(events), file=self.file)

    def entries(self, events):
        return [calendars.event_entry(event) for event in events.for_calendar(self.request.user).chronological()]


class EventsCalendarWithSessions(EventsCalendar):
    """The same events, then their sessions."""

    name, file = gettext_lazy("Events with their sessions"), "events-with-sessions"

    def entries(self, events):
        user = self.request.user
        sessions = Session.objects.visible_to(user).filter(event__in=events.order_by().values("pk"))
        of_sessions = map(calendars.session_entry, sessions.for_calendar(user).chronological())
        return [*super().entries(events), *of_sessions]


class EventCalendar(AtOwnAddress):
    """An event and its sessions; with any of the filters of sessions only the sessions that they leave."""

    queryset = Event.objects.all()

    def get_queryset(self):
        return super().get_queryset().for_calendar(self.request.user)

    def address_of(self, row):
        return row.calendar_url

    def answer(self):
        request, event = self.request, self.object
        sessions = event.sessions.visible_to(request.user).select_related("room__place").chronological()
        chosen = SessionFilter(request.GET, sessions, request=request)
        if chosen.errors:
            return refused(chosen)
        entries = [calendars.session_entry(session) for session in chosen.qs]
        if not any(chosen.form.cleaned_data.values()):
            entries.insert(0, calendars.event_entry(event))
        return calendar_answer(request, name=told(event, "title"), entries=entries, file=event.slug)


class SessionCalendar(SessionAtOwnAddress):
    def get_queryset(self):
        return super().get_queryset().for_calendar(self.request.user)

    def address_of(self, row):
        return row.calendar_url

    def answer(self):
        session = self.object
        name, entries = told(session, "title"), [calendars.session_entry(session)]
        return calendar_answer(self.request, name=name, entries=entries, file=session.slug)
