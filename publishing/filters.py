"""The filters that lists of several nouns share. Pages and API use the same FilterSets, so the same names."""

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import TextField
from django.db.models.functions import Cast
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

from publishing.former_slugs import row_at
from publishing.moments import check_year
from publishing.parsers import is_storable
from publishing.widgets import DateInput


def viewer(request):
    """Return the user of `request`; nobody in particular where there is none, as when the API's schema is written."""
    return request.user if request is not None else AnonymousUser()


class DayFilter(django_filters.DateFilter):
    """A day that somebody may mean."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=DateInput, validators=[check_year], **kwargs)


class LooksUp:
    """For a field that looks up rows by what stands in an address: what `look_up_together` has found is not asked again."""

    known = {}

    def rows_at(self, values):
        """Return {value: row} of those of `values` that name a row; one query."""
        key = self.to_field_name or "pk"
        # Whose place another row has taken is not meant by its slug.
        rows = self.queryset.at_own_address() if key == "slug" else self.queryset
        return {str(getattr(row, key)): row for row in rows.filter(**{f"{key}__in": values})}


def look_up_together(forms):
    """Look up what `forms`, of one FilterSet, name: one query a field for all of them, before any is cleaned.

    What is not found so, as by a former slug, each of them looks up by itself.
    """
    for name in forms[0].fields if forms else ():
        fields = [form.fields[name] for form in forms]
        values = {value for form in forms for value in form.data.getlist(name) if value and is_storable(value)}
        if values and isinstance(fields[0], LooksUp):
            known = fields[0].rows_at(values)
            for field in fields:
                field.known = known


class OfferedIterator(ModelChoiceIterator):
    """Lists what is offered, and what is chosen besides, while all of the field's queryset is accepted."""

    def __init__(self, field):
        super().__init__(field)
        if field.offered is not None:
            self.queryset = field.offered

    def __iter__(self):
        missing = self.field.chosen
        for value, label in super().__iter__():
            missing = None if getattr(value, "instance", None) == missing else missing
            yield value, label
        if missing is not None:
            yield self.choice(missing)


class OfferedField(LooksUp, ModelChoiceField):
    iterator = OfferedIterator
    form = name = None

    def __init__(self, *args, offered=None, **kwargs):
        self.offered = offered
        super().__init__(*args, **kwargs)

    def get_bound_field(self, form, field_name):
        self.form, self.name = form, field_name
        return super().get_bound_field(form, field_name)

    @property
    def chosen(self):
        """The row that is chosen, or None: a form that did not list it would lose it when it is sent again."""
        return getattr(self.form, "cleaned_data", {}).get(self.name)

    def to_python(self, value):
        """A former slug means the row that is found there now."""
        if isinstance(value, str) and value in self.known:
            return self.known[value]
        by_slug = self.to_field_name == "slug" and isinstance(value, str) and value not in self.empty_values
        row = row_at(self.queryset, value) if by_slug and is_storable(value) else None
        return row or super().to_python(value)


class OneOfFilter(django_filters.ModelChoiceFilter):
    """A row of another model by its slug (or `to_field_name`), among those the visitor may see.

    `offered(request)` gives the few that the form lists, where to list every one would make a page of thousands.
    """

    field_class = OfferedField

    def __init__(self, *args, offered=None, **kwargs):
        kwargs.setdefault("to_field_name", "slug")
        self.offered = offered
        super().__init__(*args, **kwargs)

    @property
    def field(self):
        if self.offered is not None:
            self.extra["offered"] = self.offered(self.get_request())
        return super().field


class InListFilter(django_filters.ChoiceFilter):
    """Rows whose JSON list of codes in `field_name` holds the chosen code; the same on every database."""

    def filter(self, queryset, value):
        return holding(queryset, self.field_name, value) if value else queryset


def holding(queryset, field, code):
    """Return the rows whose JSON list of codes in `field` holds `code`."""
    listed = f"{field}_as_text"
    return queryset.alias(**{listed: Cast(field, TextField())}).filter(**{f"{listed}__contains": f'"{code}"'})
