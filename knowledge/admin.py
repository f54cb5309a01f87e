from django.contrib import admin

from goals.admin import TagInline
from knowledge.models import Resource, ResourceTag, Story, StoryPhoto, StoryTag
from publishing.admin import PublishableAdmin, in_every_language


class ResourceTagInline(TagInline):
    model = ResourceTag


class StoryTagInline(TagInline):
    model = StoryTag


class StoryPhotoInline(admin.TabularInline):
    model = StoryPhoto
    extra = 0
    autocomplete_fields = ["photo"]


@admin.register(Resource)
class ResourceAdmin(PublishableAdmin):
    list_display = ["title", "kind", "licence", "published_at"]
    list_filter = ["kind", "licence"]
    search_fields = in_every_language("title")
    autocomplete_fields = ["authors", "organisations", "session"]
    inlines = [ResourceTagInline]
    ordering = ["-pk"]


@admin.register(Story)
class StoryAdmin(PublishableAdmin):
    list_display = ["title", "dated_on"]
    search_fields = in_every_language("title")
    date_hierarchy = "dated_on"
    autocomplete_fields = ["events", "sessions", "partnerships", "people", "organisations"]
    inlines = [StoryPhotoInline, StoryTagInline]
    ordering = ["-dated_on", "-pk"]
