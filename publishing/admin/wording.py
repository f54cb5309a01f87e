"""Texts in several languages: side by side in a form, and in a list what is missing."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.wording import LANGUAGE_CODES, in_every_language, languages_with


def texts_of(model):
    """Return the names of the texts of `model` that somebody writes, in the order of its fields."""
    translated = [field.translated_field for field in model._meta.fields if hasattr(field, "translated_field")]
    return list(dict.fromkeys(field.name for field in translated if field.editable))


def side_by_side(model, fields):
    """Return `fields` of a form with all languages of one text as one row, at the place of the first of them."""
    texts = {f"{name}_{code}": name for name in texts_of(model) for code in LANGUAGE_CODES}
    rows = {}
    for field in flatten(fields):
        rows.setdefault(texts.get(field, field), []).append(field)
    return [tuple(row) if len(row) > 1 else row[0] for row in rows.values()]


def lacking(model, code):
    """Return the condition that some text of a row is written in another language but not in `code`."""
    found = Q()
    for name in texts_of(model):
        own = f"{name}_{code}"
        written = [Q(**{f"{column}__gt": ""}) for column in in_every_language(name) if column != own]
        elsewhere = Q()
        for one in written:
            elsewhere |= one
        found |= elsewhere & (Q(**{own: ""}) | Q(**{f"{own}__isnull": True}))
    return found


class LackingFilter(admin.SimpleListFilter):
    """Rows still to be translated into a language."""

    title = _("text missing in")
    parameter_name = "lacking"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, queryset):
        return queryset.filter(lacking(queryset.model, self.value())) if self.value() in LANGUAGE_CODES else queryset


class SideBySide:
    """For a translated ModelAdmin or inline: one row for each text."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Say in the empty field itself that the text is missing; static/css/admin.css marks it too."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(db_field, "translated_field"):
            field.widget.attrs["placeholder"] = _("Not yet in this language")
        return field

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (name, {**options, "fields": side_by_side(self.model, options["fields"])}) for name, options in fieldsets
        ]


class Languages:
    """For a translated ModelAdmin: in which languages a row is written, as a column and as a filter."""

    def get_list_display(self, request):
        return [*super().get_list_display(request), "written_in"]

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), LackingFilter]

    @admin.display(description=_("Languages"))
    def written_in(self, row):
        text = (getattr(row, "worded_fields", ()) or texts_of(self.model))[0]
        return " ".join(languages_with(row, text))
