from django.contrib import admin

from goals.admin import TagInline
from publishing.admin import PublishableAdmin, in_every_language
from reviews.models import Contribution, ContributionTag, NationalReview, NationalReviewTag


class NationalReviewTagInline(TagInline):
    model = NationalReviewTag


class ContributionTagInline(TagInline):
    model = ContributionTag


@admin.register(NationalReview)
class NationalReviewAdmin(PublishableAdmin):
    list_display = ["__str__", "contributions_open_on", "contributions_close_on"]
    list_filter = ["country", "year"]
    search_fields = ["year", *in_every_language("summary")]
    inlines = [NationalReviewTagInline]
    ordering = ["-year", "country"]


@admin.register(Contribution)
class ContributionAdmin(PublishableAdmin):
    list_display = ["__str__", "answer", "consent"]
    list_filter = ["answer", "consent", "side"]
    list_select_related = ["review", "organisation"]
    search_fields = in_every_language("text", "organisation__name")
    autocomplete_fields = ["review", "organisation", "led_to", "mentioned_at"]
    inlines = [ContributionTagInline]
    ordering = ["-pk"]
