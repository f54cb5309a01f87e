from django.http import Http404, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from django.views.generic.list import BaseListView

from partnerships.filters import PartnershipFilter
from partnerships.iati.obstacles import told
from partnerships.iati.writer import written
from partnerships.models import Partnership
from people.models import Organisation
from publishing import content_version
from publishing.detail_pages import AtOwnAddress
from publishing.downloads import licensed, refused
from publishing.throttling import ExportThrottle, too_often
from publishing.views import NarrowedMixin
from publishing.wording import LANGUAGE_CODES

CONTENT_TYPE = "application/xml; charset=utf-8"


def mark_of(request, **kwargs):
    """Return the ETag of every file: what it tells depends on public rows and the day; weak, for it names its moment."""
    return f'W/"{content_version.current()}-{timezone.localdate()}"'


same_until_something_changes = method_decorator(condition(etag_func=mark_of), name="dispatch")


@same_until_something_changes
class ActivitiesFile(NarrowedMixin, BaseListView):
    """All partnerships that IATI can be told of, narrowed by the filters of their list."""

    queryset = Partnership.objects.all()
    filterset_class = PartnershipFilter

    def get(self, request, **kwargs):
        rows = self.get_queryset()
        if self.filterset.errors:
            return refused(self.filterset)
        return iati_answer(self, rows, "iati-activities")


@same_until_something_changes
class ReportedFile(AtOwnAddress):
    """Those that one organisation reports, as the registry of IATI wants them: a file for each publisher."""

    queryset = Organisation.objects.all()

    def answer(self):
        rows = Partnership.objects.filter(reporting_organisation=self.object)
        return iati_answer(self, rows, f"iati-{self.object.slug}")

    def address_of(self, row):
        return reverse("iati:reported_by", args=[row.slug])


def iati_answer(view, rows, name):
    """Return the file of `rows`, which is made when it is sent; Http404 where it would hold nothing.

    A schema that asks for at least one activity leaves no way to say that there is none.
    """
    on = timezone.localdate()
    if not told(rows, on).exists():
        raise Http404
    throttle = ExportThrottle()
    if view.request.method == "GET" and not throttle.allow_request(view.request, view):
        return too_often(throttle)
    response = StreamingHttpResponse(written(rows, on), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.xml"'
    response["Content-Language"] = ", ".join(LANGUAGE_CODES)
    return licensed(response)


def files_of(rows, url):
    """Return [{label, type, url}] of the file at `url` if it holds any of `rows`, else nothing: it would not be there."""
    found = told(rows, timezone.localdate()).exists()
    return [{"label": "IATI 2.03", "type": "application/xml", "url": url}] if found else []
