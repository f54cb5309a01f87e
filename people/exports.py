"""The list of organisations as a file, for whoever wants to reckon with it or to bring it back."""

from django.urls import reverse
from django.views.generic.list import BaseListView

from people.columns import Table
from people.filters import OrganisationFilter
from people.models import Organisation
from people.serializers import OrganisationSerializer, TableSerializer
from publishing.downloads import csv_answer, json_answer, licence, licensed, refused, xlsx_answer
from publishing.list_pages import query_of
from publishing.reading import EVERY_LANGUAGE, READ_AT_ONCE
from publishing.throttling import ExportThrottle, too_often
from publishing.views import NarrowedMixin
from publishing.visibility import may

TABLES = {"csv": csv_answer, "xlsx": xlsx_answer}
FORMS = [*TABLES, "json"]
NAME = "organisations"


class OrganisationExport(NarrowedMixin, BaseListView):
    """The same rows as the list, in every language: a table of what the importer reads, or the objects of the API."""

    # What was merged into another is listed with that one.
    queryset = Organisation.objects.filter(merged_into=None)
    filterset_class = OrganisationFilter

    def get(self, request, *, form):
        answer, throttle = self.answer(request, form), ExportThrottle()
        if answer.streaming and not throttle.allow_request(request, self):  # a slip does not count
            return too_often(throttle)
        return answer

    def head(self, request, *, form):
        """What a GET would say of the file; no row is read, so it counts as nothing."""
        answer = self.answer(request, form)
        if answer.streaming:
            answer.streaming_content = []
        return answer

    def answer(self, request, form):
        """Return the file, which is made when it is sent, or what is wrong with the question."""
        # As they came in: a spreadsheet sorts as its reader likes.
        parts = self.get_queryset().batches(READ_AT_ONCE)
        if self.filterset.errors:
            return refused(self.filterset)
        if form == "json":
            plan = OrganisationSerializer.plan(EVERY_LANGUAGE, may(request.user, "change", Organisation))
            return licensed(json_answer(NAME, plan.stream(parts, request.user)))
        table, rows = Table(), TableSerializer.plan(EVERY_LANGUAGE).stream(parts, request.user)
        return licensed(TABLES[form](NAME, table.headings, map(table.cells, rows)))


def elsewhere(params):
    """Return what the list links to with the filters among `params` (request.GET): licensed files, the page of figures."""
    query = query_of(params, OrganisationFilter)
    files = [{"label": form.upper(), "url": reverse("people:export", args=[form]) + query} for form in FORMS]
    return {"exports": files, "licence": licence(), "figures_url": reverse("people:figures") + query}
