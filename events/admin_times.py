"""Times in the admin: typed and shown as the clock on the wall of the event shows them."""

import zoneinfo

from django.contrib.admin.utils import unquote
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models import Event
from events.zones import zone_named


def local_time(event, moment):
    """Return `moment` as it is at the event, with the distance from UTC on that day: "19 October 2023, 09:00 +06:00"."""
    if moment is None:
        return None
    local = moment.astimezone(event.zone)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local.isoformat()[-6:]}"


def event_with(key):
    """Return the event with this primary key, as it was sent, or None."""
    return Event.objects.filter(pk=key).first() if str(key).isdecimal() and len(key) < 19 else None


class InEventZone:
    """For the ModelAdmin of an event or of what belongs to one.

    The subclass says `event_of(request, obj)`, the event whose zone counts, or None before one is known; and
    `posted_zone(request)`, the name of the zone that a submitted form decides for.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with timezone.override(self._zone(request, object_id)):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            # Written while the zone holds, not later.
            return response.render() if hasattr(response, "render") else response

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        event = self.event_of(request, obj)
        name = event.zone_name if event else timezone.get_current_timezone_name()
        for field in self.model._meta.fields:
            if isinstance(field, models.DateTimeField) and field.name in form.base_fields:
                form.base_fields[field.name].help_text = _("Local time of the event: %(zone)s") % {"zone": name}
        return form

    def _zone(self, request, object_id):
        posted = self.posted_zone(request) if request.method == "POST" else None
        if zone := zone_named(posted):
            return zone
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        event = self.event_of(request, obj)
        return event.zone if event else zoneinfo.ZoneInfo(Event._meta.get_field("timezone").default)
