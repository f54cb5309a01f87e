"""What the admin of every app builds on: texts in all languages side by side, and the moves between the states."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import flatten
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from publishing import actions
from publishing.search import IndexedSearchMixin
from publishing.wording import LANGUAGE_CODES

# What the portal keeps about the state of a row; the actions change it, nobody types it.
STATE_FIELDS = ["publication_state", "return_reason", "published_at", "guid"]


def in_every_language(*names):
    """Return the columns of these texts in all languages, for `search_fields`: "name" → "name_kk", "name_ky" …"""
    return [f"{name}_{code}" for name in names for code in LANGUAGE_CODES]


def side_by_side(model, fields):
    """Return `fields` of a form with all languages of one text as one row, at the place of the first of them."""
    texts = {f"{name}_{code}": name for name in _translated(model) for code in LANGUAGE_CODES}
    rows = {}
    for field in flatten(fields):
        rows.setdefault(texts.get(field, field), []).append(field)
    return [tuple(row) if len(row) > 1 else row[0] for row in rows.values()]


def _translated(model):
    return {field.translated_field.name for field in model._meta.fields if hasattr(field, "translated_field")}


class SideBySide:
    """For a translated ModelAdmin or inline: one row for each text."""

    # What Django 6 does by itself; until then it warns wherever nothing is said.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

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


class WordedInline(SideBySide, TranslationStackedInline):
    """Rows of a parent that have texts in several languages."""

    extra = 0


class WordedAdmin(IndexedSearchMixin, SideBySide, TranslationAdmin):
    """Admin for whatever has texts in several languages; searches the index where the model is in it."""

    list_per_page = 50


class MoveForm(ActionForm):
    """The choice of an action, and what is told to the author of what is returned."""

    reason = forms.CharField(label=_("Reason for returning:"), required=False, max_length=1000)


class PublishableAdmin(WordedAdmin):
    """Admin for anything with a draft and a published state."""

    action_form = MoveForm
    actions = ["submit", "publish", "send_back", "withdraw", "archive"]
    # Where config.admin_site counts what waits for a decision.
    state_field = "publication_state"

    def get_list_display(self, request):
        return [*super().get_list_display(request), "publication_state"]

    def get_list_filter(self, request):
        return ["publication_state", *super().get_list_filter(request)]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *STATE_FIELDS]

    def get_fieldsets(self, request, obj=None):
        """Put the state and the address below what the row says."""
        below = ["slug", *STATE_FIELDS]
        fieldsets = [
            (name, {**options, "fields": [field for field in options["fields"] if field not in below]})
            for name, options in super().get_fieldsets(request, obj)
        ]
        return [*fieldsets, (_("Publication"), {"fields": below})]

    @admin.action(description=_("Submit for a decision"), permissions=["change"])
    def submit(self, request, queryset):
        self._move(request, queryset, actions.submit)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        self._move(request, queryset, actions.publish)

    @admin.action(description=_("Return to the author, with the reason"), permissions=["change"])
    def send_back(self, request, queryset):
        self._move(request, queryset, actions.send_back, reason=request.POST.get("reason", "").strip())

    @admin.action(description=_("Take back into draft"), permissions=["change"])
    def withdraw(self, request, queryset):
        self._move(request, queryset, actions.withdraw)

    @admin.action(description=_("Archive"), permissions=["change"])
    def archive(self, request, queryset):
        self._move(request, queryset, actions.archive)

    def _move(self, request, queryset, move, **told):
        """Move each row by itself, so that one which breaks a rule is named and does not hold up the others."""
        moved = 0
        for row in queryset:
            try:
                move(row=row, **told)
            except ValidationError as error:
                self.message_user(request, f"{row}: {' '.join(error.messages)}", messages.ERROR)
            else:
                self.log_change(request, row, row.get_publication_state_display())
                moved += 1
        if moved:
            self.message_user(request, ngettext("%d item updated.", "%d items updated.", moved) % moved)
