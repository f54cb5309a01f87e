from django.contrib import admin

from registry.models import Source


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["name", "publisher", "country", "licence", "is_full"]
    list_filter = ["country", "is_full"]
    search_fields = ["name", "publisher"]
