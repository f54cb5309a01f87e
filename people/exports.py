"""The list of organisations as a file, for whoever wants to reckon with it or to bring it back."""

from django.urls import reverse

from people.columns import Table
from people.filters import OrganisationFilter
from people.models import Organisation
from people.serializers import OrganisationSerializer, TableSerializer
from publishing.downloads import licence
from publishing.exports import Export, files_of
from publishing.list_pages import query_of
from publishing.reading import EVERY_LANGUAGE, READ_AT_ONCE


class OrganisationExport(Export):
    """The same rows as the list, in every language: a table of what the importer reads, or the objects of the API."""

    # What was merged into another is listed with that one.
    queryset = Organisation.objects.filter(merged_into=None)
    filterset_class = OrganisationFilter
    serializer_class = OrganisationSerializer
    name = "organisations"

    def parts(self, rows):
        return rows.batches(READ_AT_ONCE)

    def table(self, parts):
        table = Table()
        rows = TableSerializer.plan(EVERY_LANGUAGE).stream(parts, self.request.user)
        return table.headings, map(table.cells, rows)


def elsewhere(params):
    """Return what the list links to with the filters among `params` (request.GET): licensed files, the page of figures."""
    files = files_of("people:export", params, OrganisationFilter)
    figures = reverse("people:figures") + query_of(params, OrganisationFilter)
    return {"exports": files, "licence": licence(), "figures_url": figures}
