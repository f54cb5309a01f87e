from zlib import crc32

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
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


class ActivitiesFile(NarrowedMixin, BaseListView):
    """All partnerships that IATI can be told of, narrowed by the filters of their list."""

    queryset = Partnership.objects.all()
    filterset_class = PartnershipFilter

    def get(self, request, **kwargs):
        rows = self.get_queryset()
        if self.filterset.errors:
            return refused(self.filterset)
        return iati_answer(self, rows, "iati-activities")


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

    A schema that asks for at least one activity leaves no way to say that there is none. For a HEAD, and for whoever has
    the file already, no row is read, so neither counts as a file that was fetched.
    """
    on, request = timezone.localdate(), view.request
    if not told(rows, on).exists():
        raise Http404
    file = without_content(name, mark_of_files(on))
    answer = get_conditional_response(request, etag=file["ETag"], response=file)
    if answer is not file or request.method == "HEAD":
        return answer
    throttle = ExportThrottle()
    if not throttle.allow_request(request, view):
        return too_often(throttle)
    file.streaming_content = written(rows, on)
    return file


def mark_of_files(on):
    """Return the ETag of every file of the date `on`: what it tells depends on public rows, the day and these settings.

    It is weak, for each file names the moment at which it was made.
    """
    chosen = repr((settings.IATI_PUBLISHER, settings.SITE_NAME, settings.LANGUAGE_CODE))
    return f'W/"{content_version.current()}-{on}-{crc32(chosen.encode()):x}"'


def without_content(name, mark):
    """Return all that is said of the file called `name` before it is sent."""
    response = StreamingHttpResponse(content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.xml"'
    response["Content-Language"] = ", ".join(LANGUAGE_CODES)
    response["ETag"] = mark
    return licensed(response)


def files_of(rows, url):
    """Return [{label, type, url}] of the file at `url` if it holds any of `rows`, else nothing: it would not be there."""
    found = told(rows, timezone.localdate()).exists()
    return [{"label": "IATI 2.03", "type": "application/xml", "url": url}] if found else []
