from django.contrib import admin

from photos.models import Photo
from publishing.admin import PublishableAdmin, in_every_language


@admin.register(Photo)
class PhotoAdmin(PublishableAdmin):
    list_display = ["__str__", "credit", "licence", "taken_on"]
    list_filter = ["licence", "is_placeholder", "is_decorative"]
    search_fields = ["credit", *in_every_language("alt", "caption")]
    readonly_fields = ["width", "height"]
    ordering = ["-pk"]
