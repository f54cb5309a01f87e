"""Pages by number for people, by cursor for harvesters."""

import base64
import binascii
import json

from django.core.exceptions import ValidationError as ModelValidationError
from django.core.paginator import EmptyPage, Paginator
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

LARGEST_PAGE = 200


class PageOrCursorPagination(PageNumberPagination):
    """`?page=2&page_size=50`, or `?cursor=` (empty for the first page): at most 200 rows a page.

    By cursor every row comes once, those changed longest ago first, at the same cost however deep; a row that is changed
    meanwhile moves to the end and comes again, and pushes no other out of its place. Rows that do not tell when they
    were changed come in the order of their keys.

    The view's `rows_of(queryset)` makes dictionaries of the rows of one page; only then are columns and joins chosen, so
    that counting does without them.
    """

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        self.by_cursor = "cursor" in request.query_params
        if self.by_cursor:
            self._refuse_with_cursor("page", "ordering")
            return self._after_cursor(queryset, request.query_params["cursor"], view)
        pages = Paginator(queryset, self.get_page_size(request))
        try:
            self.page = pages.page(positive_number(request, "page", at_most=None) or 1)
        except EmptyPage as error:
            raise NotFound(_("There is no such page.")) from error
        return list(view.rows_of(self.page.object_list))

    def get_page_size(self, request):
        return positive_number(request, "page_size", at_most=LARGEST_PAGE) or self.page_size

    def get_paginated_response(self, data):
        if not self.by_cursor:
            return super().get_paginated_response(data)
        return Response({"next": self.next_link, "previous": None, "results": data})

    def get_paginated_response_schema(self, schema):
        paginated = super().get_paginated_response_schema(schema)
        paginated["required"] = ["next", "previous", "results"]
        paginated["properties"]["count"]["description"] = "Left out in answers by cursor."
        for link in ("next", "previous"):
            del paginated["properties"][link]["nullable"]
            paginated["properties"][link]["type"] = ["string", "null"]
        return paginated

    def get_schema_operation_parameters(self, view):
        page, size = super().get_schema_operation_parameters(view)
        size["schema"].update(minimum=1, maximum=LARGEST_PAGE, default=self.page_size)
        page["schema"]["minimum"] = 1
        cursor = {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}}
        cursor["description"] = _("Instead of a page: empty for the first page of a harvest, then as in “next”.")
        return [page, size, cursor]

    def _after_cursor(self, queryset, cursor, view):
        by_time = has_time_of_change(queryset.model)
        columns = ("updated_at", "pk") if by_time else ("pk",)
        size = self.get_page_size(self.request)
        rows = queryset.order_by(*columns)
        if cursor:
            rows = rows.filter(*after(read_cursor(cursor, queryset.model, by_time)))
        rows = list(view.rows_of(rows[: size + 1]))
        self.next_link = None
        if len(rows) > size:
            address = self.request.build_absolute_uri()
            last = [rows[size - 1][column] for column in columns]
            self.next_link = replace_query_param(address, "cursor", write_cursor(last))
        return rows[:size]

    def _refuse_with_cursor(self, *names):
        given = [name for name in names if name in self.request.query_params]
        if given:
            raise ValidationError({given[0]: [_("A harvest by cursor has its own order.")]}, code="not_with_cursor")


def has_time_of_change(model):
    return any(field.name == "updated_at" for field in model._meta.concrete_fields)


def positive_number(request, name, *, at_most):
    """Return query parameter `name` as an integer, None where it is not given. Raises ValidationError with code."""
    text = request.query_params.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise ValidationError({name: [_("Give a whole number from 1.")]}, code="invalid")
    if at_most and int(text) > at_most:
        raise ValidationError({name: [_("At most %(most)d.") % {"most": at_most}]}, code="max_value")
    return int(text)


def write_cursor(values):
    """Return the place of a row, by its time of change and key, as opaque text."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def read_cursor(text, model, by_time):
    """Return what `write_cursor` has written: [time, key] or [key]. Raises ValidationError for anything else."""
    try:
        values = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        *times, key = values
        moments = [parse_datetime(time) for time in times]
        key = model._meta.pk.to_python(key)
        if (
            len(times) != by_time
            or key is None
            or None in moments
            or not -(2**63) <= (key if isinstance(key, int) else 0) < 2**63
        ):
            raise ValueError(text)
        return [*[moment.astimezone() for moment in moments], key]
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error, ModelValidationError) as error:
        message = _("This cursor is not one of ours: start again with an empty one.")
        raise ValidationError({"cursor": [message]}, code="bad_cursor") from error


def after(values):
    """Return the conditions for rows behind the place `values`; the first of them lets an index do the work."""
    *time, key = values
    if not time:
        return [Q(pk__gt=key)]
    return [Q(updated_at__gte=time[0]), Q(updated_at__gt=time[0]) | Q(pk__gt=key)]
