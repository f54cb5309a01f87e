"""Sessions by the address that names their event too, present or former."""

from events.models import Event, Session
from publishing.detail_pages import AtOwnAddress
from publishing.former_slugs import row_at


class SessionAtOwnAddress(AtOwnAddress):
    """What is told of one session, found only under its own event."""

    queryset = Session.objects.all()
    slug_url_kwarg = "session"

    def is_of_this_address(self, session):
        return row_at(Event.objects.visible_to(self.request.user), self.kwargs["event"]) == session.event

    def get_queryset(self):
        events = Event.objects.visible_to(self.request.user).filter(slug=self.kwargs["event"])
        return super().get_queryset().filter(event__in=events)
