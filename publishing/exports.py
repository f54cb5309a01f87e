"""A list as a file, for whoever wants to reckon with it: the same rows under the same filters, in every language."""

from django.urls import reverse
from django.views.generic.list import BaseListView

from publishing.downloads import csv_answer, json_answer, licensed, refused, xlsx_answer
from publishing.list_pages import query_of
from publishing.reading import EVERY_LANGUAGE, READ_AT_ONCE
from publishing.throttling import ExportThrottle, too_often
from publishing.views import NarrowedMixin
from publishing.visibility import may

TABLES = {"csv": csv_answer, "xlsx": xlsx_answer}
FORMS = [*TABLES, "json"]


class Export(NarrowedMixin, BaseListView):
    """Configured by `queryset`, `filterset_class`, `name`, `serializer_class` (of the API, for JSON) and `table(parts)`."""

    name = ""
    serializer_class = None

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
        parts = self.parts(self.get_queryset())
        if self.filterset.errors:
            return refused(self.filterset)
        if form == "json":
            plan = self.serializer_class.plan(EVERY_LANGUAGE, may(request.user, "change", self.queryset.model))
            return licensed(json_answer(self.name, plan.stream(parts, request.user)))
        return licensed(TABLES[form](self.name, *self.table(parts)))

    def parts(self, rows):
        """Yield querysets of at most READ_AT_ONCE rows, as they came in: a spreadsheet sorts as its reader likes."""
        last = 0
        while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:READ_AT_ONCE]):
            last = keys[-1]
            yield rows.filter(pk__in=keys).order_by("pk")

    def table(self, parts):
        """Return (headings, rows of texts)."""
        raise NotImplementedError


def files_of(route, params, filterset_class):
    """Return [{label, url}] of the files of a list, narrowed by the filters among `params` (request.GET)."""
    query = query_of(params, filterset_class)
    return [{"label": form.upper(), "url": reverse(route, args=[form]) + query} for form in FORMS]
