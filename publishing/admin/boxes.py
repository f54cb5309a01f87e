"""The boxes of a form: choosing other rows, and choosing codes of a list."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

DAY_AND_TIME = [_("day"), _("time of day")]


class KnowsRows:
    """An autocomplete box that may be told the names of the chosen rows, so that thirty boxes ask once together."""

    known = None

    def optgroups(self, name, value, attrs=None):
        if self.known is None:
            return super().optgroups(name, value, attrs)
        chosen = [key for key in map(str, value) if key in self.known]
        options = [self.create_option(name, key, self.known[key], True, at) for at, key in enumerate(chosen)]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class RowBox(KnowsRows, AutocompleteSelect):
    pass


class RowsBox(KnowsRows, AutocompleteSelectMultiple):
    pass


def ask_once(forms):
    """Tell every autocomplete box of `forms`, which are alike, the names of its rows: a query for each kind of box."""
    named = {} if not forms else forms[0].fields
    for name, field in named.items():
        if not isinstance(inner_widget(field), KnowsRows):
            continue
        keys = set()
        for form in forms:
            value = form[name].value()
            keys.update(str(key) for key in (value if isinstance(value, list | tuple) else [value]) if key)
        known = {}
        if keys:
            clean = [key for key in keys if is_key(field.queryset.model, key)]
            known = {str(row.pk): field.label_from_instance(row) for row in field.queryset.filter(pk__in=clean)}
        for form in forms:
            inner_widget(form.fields[name]).known = known


def inner_widget(field):
    """The box itself, without the links to add and change rows around it."""
    return getattr(field.widget, "widget", field.widget)


def is_key(model, key):
    """Tell whether `key`, as somebody may have posted it, can be a primary key of `model`."""
    try:
        model._meta.pk.to_python(key)
    except forms.ValidationError:
        return False
    return True


class FewQueriesFormSet(BaseInlineFormSet):
    """The rows of an inline: as many queries for thirty as for one."""

    @cached_property
    def forms(self):
        forms = super().forms
        for form in forms:  # a row's own name often names its parent, which is here already
            setattr(form.instance, self.fk.name, self.instance)
        ask_once(forms)
        return forms


class TableFormSet(FewQueriesFormSet):
    """The rows of an inline that is a table: Django leaves the name of the last box to the heading too."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            name_by_heading(form.fields[DELETION_FIELD_NAME])


def name_parts(field):
    """Name the two boxes of a date with a time, which Django leaves to the heading above them; return `field`."""
    if isinstance(field, forms.SplitDateTimeField):
        for box, part in zip(field.widget.widgets, DAY_AND_TIME, strict=True):
            box.attrs["aria-label"] = format_lazy("{}: {}", field.label, part)
    return field


def name_by_heading(field):
    """Name the box of `field`, if there is one, like its column: no label ties it to the heading; return `field`."""
    if field is not None and not inner_widget(field).use_fieldset:  # several boxes have names of their own
        inner_widget(field).attrs.setdefault("aria-label", field.label)
    return field


class CodesField(forms.MultipleChoiceField):
    """A list of codes in a JSON column, as checkboxes."""

    widget = forms.CheckboxSelectMultiple


class Boxes:
    """For a ModelAdmin or inline. `code_lists` says for its JSON lists which codes they offer.

    {name of the field: function of the codes a row has already, which returns [(code, label)]}
    """

    # What Django 6 does by itself; until then it warns wherever nothing is said.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    code_lists = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name not in self.code_lists:
            return name_parts(super().formfield_for_dbfield(db_field, request, **kwargs))
        return CodesField(
            choices=self.code_lists[db_field.name]([]),
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
            required=not db_field.blank,
        )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RowBox(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RowsBox(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OfferStored:
    """For a ModelAdmin with `code_lists`: a code that a row has stays on offer, so that saving does not drop it."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in self.code_lists if obj else []:
            if name in form.base_fields:
                form.base_fields[name].choices = self.code_lists[name](getattr(obj, name))
        return form


class FewQueries(Boxes):
    """For an inline: whatever its rows point to is fetched with them."""

    formset = FewQueriesFormSet
    extra = 0

    def get_queryset(self, request):
        fields = [self.model._meta.get_field(name) for name in self.get_autocomplete_fields(request)]
        single = [field.name for field in fields if not field.many_to_many]
        several = [field.name for field in fields if field.many_to_many]
        queryset = super().get_queryset(request)
        return queryset.select_related(*single).prefetch_related(*several) if single else queryset
