"""The figures of the registry: all of them on a page, each by itself as CSV."""

from django.http import HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.list import BaseListView, ListView

from people.facets.forms import FacetedMixin
from people.figures import FIGURES, Asked
from people.filters import OrganisationFilter
from people.models import Organisation
from people.views import ORGANISATIONS
from publishing.cells import plain
from publishing.charts import grouped
from publishing.downloads import csv_answer, licensed
from publishing.list_pages import chips
from publishing.views import NarrowedMixin

HEADING = gettext_lazy("Organisations in figures")


class FiguresPage(FacetedMixin, NarrowedMixin, ListView):
    """The organisations that the list would show with the same filters, counted."""

    queryset = Organisation.objects.all()
    filterset_class = OrganisationFilter
    template_name = "people/figures.html"

    def get_context_data(self, **kwargs):
        asked = Asked(self.selection, self.request.GET)
        form = self.filterset.form
        chosen = chips(form, self.request.GET)
        return super().get_context_data(
            object_list=[],
            figures=[figure_of(name, asked) for name in FIGURES] if asked.total else [],
            total=grouped(asked.total),
            total_number=asked.total,
            form=form,
            chips=chosen,
            has_filters=bool(chosen) or bool(form.errors),
            address=self.request.path,
            list_url=reverse("people:organisations") + asked.query,
            heading=HEADING,
            trail=[ORGANISATIONS, {"label": HEADING, "url": ""}],
            **kwargs,
        )


def figure_of(name, asked):
    figure = FIGURES[name](asked)
    figure.csv_url = reverse("people:figure", args=[name]) + asked.query
    return figure


class FigureTable(NarrowedMixin, BaseListView):
    """The table of one figure as CSV: a code, the label, and the numbers."""

    queryset = Organisation.objects.all()
    filterset_class = OrganisationFilter

    def get(self, request, *, name):
        self.get_queryset()
        if self.filterset.errors:
            return HttpResponseBadRequest(self.filterset.errors.as_text(), content_type="text/plain; charset=utf-8")
        figure = FIGURES[name](Asked(self.filterset.selection, request.GET))
        label, *numbers = figure.headings
        headings = [_("code"), label, *numbers[: len(figure.rows[0].numbers) if figure.rows else None]]
        rows = [[row.code, plain(row.label), *row.numbers] for row in figure.rows]
        return licensed(csv_answer(name, headings, rows))
