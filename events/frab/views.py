from events.frab import as_json, as_xml
from events.models import Event
from publishing.detail_pages import AtOwnAddress
from publishing.downloads import shown

FORMS = {
    "xml": (as_xml.written, "application/xml; charset=utf-8"),
    "json": (as_json.written, "application/json; charset=utf-8"),
}


class ScheduleFile(AtOwnAddress):
    """schedule.xml or schedule.json of an event."""

    queryset = Event.objects.select_related("place")

    def address_of(self, row):
        return row.schedule_url(self.kwargs["form"])

    def answer(self):
        event, form = self.object, self.kwargs["form"]
        write, content_type = FORMS[form]
        return shown(write(event, self.request.user), content_type, f"{event.slug}.{form}")
