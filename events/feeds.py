from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from events.filters import EventFilter
from events.models import Event
from publishing.feeds import AtomFeed
from publishing.prose import to_html
from publishing.templatetags.content import told
from publishing.templatetags.dates import days


class EventFeed(AtomFeed):
    """Events that were announced or changed last."""

    queryset = Event.objects.all()
    filterset_class = EventFilter
    title = _("Events")
    list_name = "events:list"

    def get_queryset(self):
        return super().get_queryset().for_calendar(self.request.user)

    def entry(self, row):
        organisers = [told(role.organisation, "name") for role in row.organisers.all()]
        return {
            "description": when_and_where(row) + mark_safe(to_html(told(row, "summary"))),  # noqa: S308 - cleaned by nh3
            "author_name": ", ".join(organisers) or settings.SITE_NAME,
            "categories": [row.get_kind_display()],
        }


def when_and_where(event):
    facts = [days(event.first_day, event.last_day), told(event.place, "name"), told(event.place, "locality")]
    if event.event_status != Event.EventStatus.SCHEDULED:
        facts.append(event.get_event_status_display())
    written = facts[0]
    for fact in facts[1:]:
        written = format_html("{} · {}", written, fact) if fact else written
    return format_html("<p>{}</p>", written)
