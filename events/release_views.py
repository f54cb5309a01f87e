"""What has changed in a programme, from one version to another."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.building.changes import changes
from events.models import Event, ScheduleRelease
from events.views import EVENTS
from publishing.detail_pages import DetailPage


class ChangesPage(DetailPage):
    """The changes between two versions of an event's programme, by default the last two."""

    queryset = Event.objects.all()
    template_name = "events/event_changes.html"

    def above(self):
        return [EVENTS, {"label": self.object.title, "url": self.object.get_absolute_url()}]

    def get_name(self):
        return _("Changes of the programme")

    def get_context_data(self, **kwargs):
        event, user = self.object, self.request.user
        # Without the snapshots, which are long: those of the two are asked for below.
        releases = list(ScheduleRelease.objects.visible_to(user).filter(event=event).newest_first().defer("snapshot"))
        before, after = chosen(releases, self.request.GET)
        sessions = event.sessions.visible_to(user).select_related("event")
        found = changes(before.snapshot if before else [], after.snapshot, sessions) if after else []
        return super().get_context_data(releases=releases, before=before, after=after, changes=found, **kwargs)

    def render_to_response(self, context, **kwargs):
        with timezone.override(self.object.zone):
            return super().render_to_response(context, **kwargs).render()


def chosen(releases, asked):
    """Return the two ScheduleReleases that `asked` names, the earlier first; by default the latest and the one before.

    Before the first version there was nothing: then the earlier one is None.
    """
    by_version = {str(one.version): one for one in releases}
    after = by_version.get(asked.get("to")) or (releases[0] if releases else None)
    earlier = [one for one in releases if after and one.version < after.version]
    before = by_version.get(asked.get("from"))
    return (before if before in earlier else next(iter(earlier), None)), after
