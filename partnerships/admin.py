from django.contrib import admin

from goals.admin import TagInline
from partnerships.models import Commitment, CommitmentTag, Partner, Partnership, PartnershipTag, ProgressReport
from publishing.admin import PublishableAdmin, WordedAdmin, WordedInline, in_every_language


class PartnerInline(admin.TabularInline):
    model = Partner
    extra = 0
    autocomplete_fields = ["organisation"]


class PartnershipTagInline(TagInline):
    model = PartnershipTag


class CommitmentTagInline(TagInline):
    model = CommitmentTag


class ProgressReportInline(WordedInline):
    model = ProgressReport


@admin.register(Partnership)
class PartnershipAdmin(PublishableAdmin):
    list_display = ["title", "kind", "signed_on", "reporting_organisation"]
    list_filter = ["kind"]
    list_select_related = ["reporting_organisation"]
    search_fields = in_every_language("title")
    date_hierarchy = "signed_on"
    autocomplete_fields = ["regions", "groups", "reporting_organisation", "signed_at_session"]
    inlines = [PartnerInline, PartnershipTagInline]
    ordering = ["-signed_on", "-pk"]


@admin.register(Commitment)
class CommitmentAdmin(PublishableAdmin):
    list_display = ["title", "owner", "partnership", "due_on"]
    list_select_related = ["owner", "partnership"]
    search_fields = in_every_language("title")
    autocomplete_fields = ["owner", "partnership", "made_at_session"]
    inlines = [CommitmentTagInline, ProgressReportInline]
    ordering = ["due_on", "pk"]


@admin.register(ProgressReport)
class ProgressReportAdmin(WordedAdmin):
    """Staff approve a report by its state; one that is returned needs the reason beside it."""

    state_field = "state"
    list_display = ["commitment", "period_start", "period_end", "value", "state"]
    list_filter = ["state"]
    list_select_related = ["commitment"]
    search_fields = in_every_language("commitment__title", "narrative")
    autocomplete_fields = ["commitment"]
    ordering = ["-period_end", "-pk"]
