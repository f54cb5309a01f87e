"""The pages: forms and lists of whatever has texts in several languages, or a publication state."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from publishing.admin.boxes import Boxes, FewQueries, OfferStored, TableFormSet, name_by_heading
from publishing.admin.lists import History
from publishing.admin.moves import MovesAdmin
from publishing.admin.wording import Languages, SideBySide
from publishing.gathering import gathered
from publishing.search import IndexedSearchMixin
from publishing.undoing import undoing

# What the portal keeps about the state of a row; the moves change it, nobody types it.
STATE_FIELDS = ["publication_state", "return_reason", "published_at", "guid"]


class PlainInline(FewQueries, admin.TabularInline):
    """Rows of a parent without texts of their own, as a table."""

    formset = TableFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return name_by_heading(super().formfield_for_dbfield(db_field, request, **kwargs))


class WordedInline(SideBySide, FewQueries, TranslationStackedInline):
    """Rows of a parent that have texts in several languages."""


class WordedAdmin(OfferStored, IndexedSearchMixin, History, Languages, SideBySide, Boxes, TranslationAdmin):
    """Admin for whatever has texts in several languages; searches the index where the model is in it."""

    list_per_page = 50


class RefusedForm:
    """The form of a row that what hangs on it would have left without what it needs: shown again as it was typed."""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, self.refusal)
        return cleaned


class PublishableAdmin(MovesAdmin, WordedAdmin):
    """Admin for anything with a draft and a published state."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with undoing():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:  # all is rolled back
            request.refusal = error
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return type(form)(form.__name__, (RefusedForm, form), {"refusal": refusal}) if refusal else form

    def save_related(self, request, form, formsets, change):
        """Ask the row itself last, once what was taken away and what was added are both there."""
        with gathered():
            super().save_related(request, form, formsets, change)

    def get_list_display(self, request):
        return [*super().get_list_display(request), "publication_state"]

    def get_list_filter(self, request):
        return ["publication_state", *super().get_list_filter(request)]

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        return [*given, *(field for field in STATE_FIELDS if field not in given)]

    def get_fieldsets(self, request, obj=None):
        """Put the state and the address below what the row says."""
        below = ["slug", *STATE_FIELDS]
        fieldsets = [
            (name, {**options, "fields": [field for field in options["fields"] if field not in below]})
            for name, options in super().get_fieldsets(request, obj)
        ]
        return [*fieldsets, (_("Publication"), {"fields": below})]
