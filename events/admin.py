from django import forms
from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from events.admin_imports import ImportViews
from events.admin_programme import ProgrammeViews, page_of
from events.admin_times import InEventZone, event_with, local_time
from events.models import (
    Appearance,
    Event,
    EventOrganisation,
    EventPhoto,
    EventTag,
    Material,
    Session,
    SessionTag,
    Statement,
)
from events.proposals.admin import CallInline, proposals_link
from events.registration.admin import QuestionInline
from events.registration.desk import desk_of, remind_to_tell
from goals.admin import TagInline
from places.admin import language_choices
from publishing.admin import PlainInline, PublishableAdmin, WordedInline, in_every_language, link_to_rows

PAGES = [
    ("programme", _("Build the programme")),
    ("release", _("Release it")),
    ("import", _("Import a programme")),
    ("copy", _("Copy the event")),
]


class EventOrganisationInline(PlainInline):
    model = EventOrganisation
    autocomplete_fields = ["organisation"]


class EventTagInline(TagInline):
    model = EventTag


class MaterialInline(WordedInline):
    model = Material
    autocomplete_fields = ["session"]


class EventPhotoInline(PlainInline):
    model = EventPhoto
    autocomplete_fields = ["session", "photo", "people"]


class AppearanceInline(WordedInline):
    model = Appearance
    autocomplete_fields = ["person", "organisation"]


class StatementInline(WordedInline):
    model = Statement
    autocomplete_fields = ["person"]


class SessionTagInline(TagInline):
    model = SessionTag


class OfSessionForm(forms.ModelForm):
    """A row on the page of a session: it belongs to the event of that session too."""

    def clean(self):
        super().clean()
        self.instance.event_id = self.cleaned_data["session"].event_id

    def _get_validation_exclusions(self):
        """The rules that name the event hold, though no box of the form asks for it."""
        known = {"event"} if self.instance.event_id else set()
        return super()._get_validation_exclusions() - known


class SessionMaterialInline(WordedInline):
    model = Material
    form = OfSessionForm
    exclude = ["event"]


class SessionPhotoInline(PlainInline):
    model = EventPhoto
    form = OfSessionForm
    exclude = ["event"]
    autocomplete_fields = ["photo", "people"]


@admin.register(Event)
class EventAdmin(ImportViews, ProgrammeViews, InEventZone, PublishableAdmin):
    list_display = ["title", "kind", "begins", "place", "event_status"]
    list_filter = ["kind", "event_status", "attendance_mode", "place__country"]
    list_select_related = ["place"]
    search_fields = in_every_language("title")
    date_hierarchy = "starts_at"
    autocomplete_fields = ["place", "super_event", "cover"]
    code_lists = {"languages": language_choices}
    readonly_fields = ["programme", "proposals", "registrations"]
    inlines = [EventOrganisationInline, EventTagInline, CallInline, QuestionInline, MaterialInline, EventPhotoInline]
    ordering = ["-starts_at", "-pk"]

    def event_of(self, request, obj):
        return obj

    def posted_zone(self, request):
        return request.POST.get("timezone")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            remind_to_tell(request, form.instance)

    @admin.display(description=_("starts at"), ordering="starts_at")
    def begins(self, event):
        return local_time(event, event.starts_at)

    @admin.display(description=_("Sessions"))
    def programme(self, event):
        if event.pk is None:
            return "–"
        pages = [(page_of(event, name), label) for name, label in PAGES]
        links = format_html_join(" · ", '<a href="{}">{}</a>', pages)
        return format_html("{} · {}", link_to_rows(Session, key="event", parent=event), links)

    @admin.display(description=_("Proposals"))
    def proposals(self, event):
        return "–" if event.pk is None else proposals_link(event)

    @admin.display(description=_("Registrations"))
    def registrations(self, event):
        if event.pk is None:
            return ""
        return format_html('<a href="{}">{}</a>', desk_of(event), _("Figures, lists, badges, check-in"))


@admin.register(Session)
class SessionAdmin(InEventZone, PublishableAdmin):
    list_display = ["title", "event", "code", "kind", "begins", "room", "status"]
    list_filter = ["kind", "status"]
    list_select_related = ["event", "room"]
    search_fields = ["code", *in_every_language("title")]
    autocomplete_fields = ["event", "room"]
    code_lists = {"languages": language_choices, "interpretation": language_choices}
    inlines = [AppearanceInline, StatementInline, SessionTagInline, SessionMaterialInline, SessionPhotoInline]
    ordering = ["-event__starts_at", "starts_at", "code", "pk"]

    def event_of(self, request, obj):
        return obj.event if obj else event_with(request.GET.get("event"))

    def posted_zone(self, request):
        event = event_with(request.POST.get("event"))
        return event.timezone if event else None

    @admin.display(description=_("starts at"), ordering="starts_at")
    def begins(self, session):
        return local_time(session.event, session.starts_at)
