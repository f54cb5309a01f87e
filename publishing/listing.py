"""What narrows and orders a list of the API, and the refusal of every parameter that does nothing: a typo must not
silently return everything."""

from datetime import UTC

from django.db.models import F
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.filters import BaseFilterBackend

from publishing.pagination import has_time_of_change
from publishing.parsers import is_storable
from publishing.sorting import active_sort_field

PAGING = {"page", "page_size", "cursor"}


def check_parameters(request, known):
    """Raise ValidationError for the first query parameter that is not `known`, or whose text no database can hold."""
    for name, texts in request.query_params.lists():
        if name not in known:
            message = _("There is no such parameter here. There are: %(known)s.") % {"known": ", ".join(sorted(known))}
            raise ValidationError({readable(name): [ErrorDetail(message, code="unknown_parameter")]})
        if not all(is_storable(text) for text in texts):
            raise ValidationError({name: [ErrorDetail(_("Null characters are not allowed."), code="invalid")]})


def readable(name):
    """Return the parameter's `name` fit for an answer, however long or odd it is."""
    return "".join(letter for letter in name[:60] if letter.isprintable()) or "?"


def columns_of(allowed, name):
    columns = allowed[name.removeprefix("-")]
    return columns if isinstance(columns, tuple) else (columns,)


class Narrowing(DjangoFilterBackend):
    """The filters of the page of the same rows, left alone where none of them is given.

    A FilterSet that says `narrows_always` knows how many rows there are without counting them, so a list always asks it.
    """

    def filter_queryset(self, request, queryset, view):
        always = view.action == "list" and getattr(filterset_of(view), "narrows_always", False)
        needed = always or filters_given(request, view)
        return super().filter_queryset(request, queryset, view) if needed else queryset


def filterset_of(view):
    return getattr(view, "filterset_class", None)


def filter_names(view):
    filterset = filterset_of(view)
    return set(filterset.base_filters) if filterset else set()


def filters_given(request, view):
    return not filter_names(view).isdisjoint(request.query_params)


class ChangedSince(BaseFilterBackend):
    """`?updated_since=2026-11-23T08:00:00Z`: rows changed at that moment or later."""

    name = "updated_since"

    def filter_queryset(self, request, queryset, view):
        text = request.query_params.get(self.name)
        return queryset if text is None else queryset.filter(updated_at__gte=self._moment(text))

    def get_schema_operation_parameters(self, view):
        if not has_time_of_change(view.queryset.model):
            return []
        description = _("Rows changed at this moment or later; without an offset it is meant as UTC.")
        schema = {"type": "string", "format": "date-time"}
        return [{"name": self.name, "in": "query", "required": False, "description": description, "schema": schema}]

    def _moment(self, text):
        try:
            moment = parse_datetime(text.replace(" ", "+"))  # an unescaped + of the offset arrives as a blank
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, AttributeError, OverflowError) as error:
            message = _("Give a date and time such as 2026-11-23T08:00:00Z.")
            raise ValidationError({self.name: [ErrorDetail(message, code="invalid")]}) from error


class Ordering(BaseFilterBackend):
    """`?ordering=-starts_at,title`: by the view's `ordering_fields`; its first one is the order when none is asked for.

    `ordering_fields` is {name of the parameter: column or tuple of columns}; what has no value comes last, equal rows in
    the order of their keys. The column "sort_name" becomes that of the active language.
    """

    name = "ordering"

    def filter_queryset(self, request, queryset, view):
        wanted = request.query_params.get(self.name)
        names = [name.strip() for name in wanted.split(",")] if wanted else [view.default_ordering]
        allowed = view.ordering_fields
        unknown = [name for name in names if name.removeprefix("-") not in allowed]
        if unknown or wanted == "":
            message = _("One can order by: %(known)s.") % {"known": ", ".join(allowed)}
            raise ValidationError({self.name: [ErrorDetail(message, code="unknown_ordering")]})
        by = [
            self._by(queryset.model, column, name[0] == "-") for name in names for column in columns_of(allowed, name)
        ]
        return queryset.order_by(*by, "-pk" if names[0][0] == "-" else "pk")

    def get_schema_operation_parameters(self, view):
        names = list(view.ordering_fields)
        description = _("Names separated by commas, a minus for descending; else “%(default)s”. There are: %(names)s.")
        return [
            {
                "name": self.name,
                "in": "query",
                "required": False,
                "description": description % {"default": view.default_ordering, "names": ", ".join(names)},
                "schema": {"type": "string"},
            }
        ]

    def _by(self, model, column, descending):
        if column == "sort_name":
            column = active_sort_field()
        elif any(field.name == column and field.null for field in model._meta.concrete_fields):
            return F(column).desc(nulls_last=True) if descending else F(column).asc(nulls_last=True)
        return f"-{column}" if descending else column
