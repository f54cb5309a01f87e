from django.contrib import admin

from goals.admin import TagInline
from knowledge.models import Resource, ResourceTag, Story, StoryPhoto, StoryTag
from places.admin import country_choices
from publishing.admin import PlainInline, PublishableAdmin, in_every_language


class ResourceTagInline(TagInline):
    model = ResourceTag


class StoryTagInline(TagInline):
    model = StoryTag


class StoryPhotoInline(PlainInline):
    model = StoryPhoto
    autocomplete_fields = ["photo"]


@admin.register(Resource)
class ResourceAdmin(PublishableAdmin):
    list_display = ["title", "kind", "licence", "published_at"]
    list_filter = ["kind", "licence"]
    code_lists = {"countries": country_choices}
    search_fields = in_every_language("title")
    autocomplete_fields = ["authors", "organisations", "session"]
    inlines = [ResourceTagInline]
    ordering = ["-pk"]


@admin.register(Story)
class StoryAdmin(PublishableAdmin):
    list_display = ["title", "dated_on"]
    search_fields = in_every_language("title")
    list_filter = ["dated_on"]
    date_hierarchy = "dated_on"
    autocomplete_fields = ["events", "sessions", "partnerships", "people", "organisations"]
    inlines = [StoryPhotoInline, StoryTagInline]
    ordering = ["-dated_on", "-pk"]
