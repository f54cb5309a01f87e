import uuid

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.filters import EventFilter
from events.models import Event, ScheduleRelease
from publishing.addresses import full
from publishing.feeds import AtomFeed
from publishing.former_slugs import row_at
from publishing.prose import to_html
from publishing.redirects import moved_to
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


class ReleaseFeed(AtomFeed):
    """The versions of an event's programme."""

    latest_first = ("-version",)

    def get(self, request, *, slug):
        self.event = row_at(Event.objects.visible_to(request.user), slug)
        if self.event is None:
            raise Http404
        if self.event.slug != slug:
            return moved_to(reverse("events:release_feed", args=[self.event.slug]), request)
        return super().get(request)

    @property
    def title(self):
        return gettext("Versions of the programme: %(event)s") % {"event": told(self.event, "title")}

    def get_queryset(self):
        return ScheduleRelease.objects.visible_to(self.request.user).filter(event=self.event).defer("snapshot")

    def page(self):
        return reverse("events:changes", args=[self.event.slug])

    def identity(self, row):
        return {
            "title": gettext("Version %(version)s") % {"version": row.version},
            "link": f"{full(self.page())}?to={row.version}",
            "unique_id": uuid.uuid5(self.event.guid, str(row.version)).urn,
            "pubdate": row.released_at,
            "updateddate": row.released_at,
        }

    def entry(self, row):
        return {"description": format_html("<p>{}</p>", told(row, "comment")), "author_name": settings.SITE_NAME}


def when_and_where(event):
    facts = [days(event.first_day, event.last_day), told(event.place, "name"), told(event.place, "locality")]
    if event.event_status != Event.EventStatus.SCHEDULED:
        facts.append(event.get_event_status_display())
    written = facts[0]
    for fact in facts[1:]:
        written = format_html("{} · {}", written, fact) if fact else written
    return format_html("<p>{}</p>", written)
