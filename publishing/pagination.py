"""Pages by number for people, by cursor for harvesters."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination, PageNumberPagination


class NumberedPages(PageNumberPagination):
    """`?page=2&page_size=50`; at most 200 rows a page."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class CursorPages(CursorPagination):
    """`?cursor=`: every row once, oldest change first, at the same cost however deep."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("updated_at", "pk")
    invalid_cursor_message = _("This cursor is not one of ours: start again with an empty one.")


class PageOrCursorPagination(NumberedPages):
    """Numbered pages, unless the request has `cursor` (empty for the first page)."""

    def paginate_queryset(self, queryset, request, view=None):
        self.by_cursor = None
        if CursorPages.cursor_query_param in request.query_params:
            self.by_cursor = self._cursor_pages(queryset)
            return self.by_cursor.paginate_queryset(queryset, request, view)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data):
        pages = self.by_cursor or super()
        return pages.get_paginated_response(data)

    def get_schema_operation_parameters(self, view):
        cursor = {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}}
        cursor["description"] = "Empty for the first page of a harvest, then as in `next`. Instead of `page`."
        return [*super().get_schema_operation_parameters(view), cursor]

    def _cursor_pages(self, queryset):
        names = {field.name for field in queryset.model._meta.concrete_fields}
        if "updated_at" not in names:
            raise ValidationError({"cursor": _("These rows are few: read them page by page.")}, code="no_cursor")
        return CursorPages()
