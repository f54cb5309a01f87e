from django.conf import settings
from django.contrib import admin

from places.countries import Country, language_name
from places.models import AccessibilityFeature, Place, Region, Room
from publishing.admin import WordedAdmin, WordedInline, in_every_language

# Spoken at international meetings besides the languages of the content: those of the United Nations, and Turkish.
MEETING_LANGUAGES = ["ar", "zh", "fr", "es", "tr"]


def country_choices(stored):
    return Country.choices


def language_choices(stored):
    """Return [(code, name)] of the languages to choose from, and of others that a row has `stored`."""
    offered = [code for code, _name in settings.LANGUAGES] + MEETING_LANGUAGES
    return [(code, language_name(code)) for code in dict.fromkeys([*offered, *stored])]


def feature_choices(stored):
    return AccessibilityFeature.choices


class RoomInline(WordedInline):
    model = Room
    code_lists = {"accessibility_features": feature_choices}


@admin.register(Region)
class RegionAdmin(WordedAdmin):
    list_display = ["code", "name", "country"]
    list_display_links = ["code", "name"]
    list_filter = ["country"]
    search_fields = ["code", *in_every_language("name")]
    ordering = ["code"]


@admin.register(Place)
class PlaceAdmin(WordedAdmin):
    list_display = ["name", "locality", "region", "country"]
    list_filter = ["country"]
    list_select_related = ["region"]
    search_fields = ["address", *in_every_language("name", "locality")]
    autocomplete_fields = ["region"]
    inlines = [RoomInline]
    ordering = ["name", "pk"]


@admin.register(Room)
class RoomAdmin(WordedAdmin):
    list_display = ["name", "place", "capacity", "allows_parallel"]
    list_filter = ["allows_parallel", "place__country"]
    list_select_related = ["place"]
    code_lists = {"accessibility_features": feature_choices}
    search_fields = in_every_language("name", "place__name")
    autocomplete_fields = ["place"]
    ordering = ["place", "name", "pk"]
