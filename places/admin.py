from django.contrib import admin

from places.models import Place, Region, Room
from publishing.admin import WordedAdmin, WordedInline, in_every_language


class RoomInline(WordedInline):
    model = Room


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
    list_select_related = ["place"]
    search_fields = in_every_language("name", "place__name")
    autocomplete_fields = ["place"]
    ordering = ["place", "name", "pk"]
