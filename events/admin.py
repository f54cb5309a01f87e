from django.contrib import admin

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
from goals.admin import TagInline
from publishing.admin import PublishableAdmin, WordedInline, in_every_language


class EventOrganisationInline(admin.TabularInline):
    model = EventOrganisation
    extra = 0
    autocomplete_fields = ["organisation"]


class EventTagInline(TagInline):
    model = EventTag


class MaterialInline(WordedInline):
    model = Material
    autocomplete_fields = ["session"]


class EventPhotoInline(admin.TabularInline):
    model = EventPhoto
    extra = 0
    autocomplete_fields = ["session", "photo", "people"]


class AppearanceInline(WordedInline):
    model = Appearance
    autocomplete_fields = ["person", "organisation"]


class StatementInline(WordedInline):
    model = Statement
    autocomplete_fields = ["person"]


class SessionTagInline(TagInline):
    model = SessionTag


@admin.register(Event)
class EventAdmin(PublishableAdmin):
    list_display = ["title", "kind", "starts_at", "place", "event_status"]
    list_filter = ["kind", "event_status"]
    list_select_related = ["place"]
    search_fields = in_every_language("title")
    date_hierarchy = "starts_at"
    autocomplete_fields = ["place", "super_event", "cover"]
    inlines = [EventOrganisationInline, EventTagInline, MaterialInline, EventPhotoInline]
    ordering = ["-starts_at", "-pk"]


@admin.register(Session)
class SessionAdmin(PublishableAdmin):
    list_display = ["title", "event", "code", "kind", "starts_at", "room", "status"]
    list_filter = ["kind", "status"]
    list_select_related = ["event", "room"]
    search_fields = ["code", *in_every_language("title")]
    autocomplete_fields = ["event", "room"]
    inlines = [AppearanceInline, StatementInline, SessionTagInline]
    ordering = ["-event__starts_at", "starts_at", "code", "pk"]
