from django.contrib import admin

from goals.models import Goal, Indicator, Target
from publishing.admin import WordedAdmin, WordedInline, in_every_language


class TagInline(WordedInline):
    """Goals and targets of a thing: subclass it with the `model` of its tags."""

    autocomplete_fields = ["goal", "target"]


@admin.register(Goal)
class GoalAdmin(WordedAdmin):
    list_display = ["number", "title", "colour"]
    list_display_links = ["number", "title"]
    search_fields = ["number", *in_every_language("title")]
    ordering = ["number"]


@admin.register(Target)
class TargetAdmin(WordedAdmin):
    list_display = ["code", "title"]
    list_filter = ["goal"]
    search_fields = ["code", *in_every_language("title")]
    autocomplete_fields = ["goal"]
    ordering = ["goal", "position"]


@admin.register(Indicator)
class IndicatorAdmin(WordedAdmin):
    list_display = ["code", "title", "since", "until"]
    list_filter = ["target__goal"]
    search_fields = ["code", *in_every_language("title")]
    autocomplete_fields = ["target"]
    ordering = ["target__goal", "target__position", "position", "pk"]
