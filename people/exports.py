"""The list of organisations as a file, for whoever wants to reckon with it or to bring it back."""

from urllib.parse import urlencode

from django.http import HttpResponseBadRequest
from django.urls import reverse
from django.views.generic.list import BaseListView

from people.columns import Table
from people.filters import OrganisationFilter
from people.models import Organisation
from people.serializers import OrganisationSerializer, TableSerializer
from publishing.downloads import csv_answer, json_answer, xlsx_answer
from publishing.list_pages import query_pairs
from publishing.reading import EVERY_LANGUAGE
from publishing.views import VisibleMixin
from publishing.visibility import may

TABLES = {"csv": csv_answer, "xlsx": xlsx_answer}
FORMS = [*TABLES, "json"]
NAME = "organisations"


class OrganisationExport(VisibleMixin, BaseListView):
    """The same rows as the list, in every language: a table of what the importer reads, or the objects of the API."""

    # What was merged into another is listed with that one.
    queryset = Organisation.objects.filter(merged_into=None)

    def get_queryset(self):
        self.filterset = OrganisationFilter(self.request.GET, super().get_queryset(), request=self.request)
        return self.filterset.qs.order_by("pk")  # as they came in: a spreadsheet sorts as its reader likes

    def get(self, request, *, form):
        organisations = self.get_queryset()
        if self.filterset.errors:  # a slip in the address must not silently give everything
            return HttpResponseBadRequest(self.filterset.errors.as_text(), content_type="text/plain; charset=utf-8")
        if form == "json":
            plan = OrganisationSerializer.plan(EVERY_LANGUAGE, may(request.user, "change", Organisation))
            return json_answer(NAME, plan.stream(organisations, request.user))
        table, rows = Table(), TableSerializer.plan(EVERY_LANGUAGE).stream(organisations, request.user)
        return TABLES[form](NAME, table.headings, map(table.cells, rows))


def export_links(params):
    """Return [{label, url}] of the list with the filters among `params` (request.GET), as files."""
    chosen = urlencode([pair for pair in query_pairs(params) if pair[0] in OrganisationFilter.base_filters])
    query = f"?{chosen}" if chosen else ""
    return [{"label": form.upper(), "url": reverse("people:export", args=[form]) + query} for form in FORMS]
