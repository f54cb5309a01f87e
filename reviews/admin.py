from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from goals.admin import TagInline
from publishing.admin import PublishableAdmin, WordedInline, in_every_language
from reviews.models import Contribution, ContributionTag, NationalReview, NationalReviewTag, ReviewDocument


class NationalReviewTagInline(TagInline):
    model = NationalReviewTag


class ReviewDocumentInline(WordedInline):
    model = ReviewDocument


class ContributionTagInline(TagInline):
    model = ContributionTag


@admin.register(NationalReview)
class NationalReviewAdmin(PublishableAdmin):
    list_display = ["__str__", "contributions_open_on", "contributions_close_on", "presented_on"]
    list_filter = ["country", "year"]
    search_fields = ["year", *in_every_language("summary")]
    autocomplete_fields = ["bodies"]
    inlines = [ReviewDocumentInline, NationalReviewTagInline]
    ordering = ["-year", "country"]


class AnsweredFilter(admin.SimpleListFilter):
    """What the desk still owes an answer."""

    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("none", _("Not answered yet")), *Contribution.Answer.choices]

    def queryset(self, request, queryset):
        asked = self.value()
        return queryset if asked is None else queryset.filter(answer="" if asked == "none" else asked)


@admin.register(Contribution)
class ContributionAdmin(PublishableAdmin):
    list_display = ["__str__", "number", "submitted_on", "answer", "consent"]
    list_filter = [AnsweredFilter, "consent", "review", "side"]
    list_select_related = ["review", "organisation"]
    search_fields = in_every_language("text", "organisation__name")
    autocomplete_fields = ["review", "organisation", "led_to", "mentioned_at"]
    readonly_fields = ["number", "submitted_on", "handed_in_by", "consented_at"]
    inlines = [ContributionTagInline]
    ordering = ["-pk"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.handed_in_by = request.user
        super().save_model(request, obj, form, change)
