from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from goals.admin import TagInline
from partnerships.actions import APPROVAL
from partnerships.following.admin import CountsFollowers
from partnerships.iati.panel import TellsObstacles, ToldFilter
from partnerships.models import (
    Assessment,
    Commitment,
    CommitmentTag,
    Partner,
    Partnership,
    PartnershipDocument,
    PartnershipTag,
    ProgressReport,
)
from partnerships.models.approval import Approvable
from places.admin import country_choices
from publishing.admin import (
    Move,
    MovesAdmin,
    PlainInline,
    PublishableAdmin,
    WordedAdmin,
    WordedInline,
    in_every_language,
    link_to_rows,
)


class PartnerInline(PlainInline):
    model = Partner
    autocomplete_fields = ["organisation"]


class PartnershipDocumentInline(WordedInline):
    model = PartnershipDocument


class PartnershipTagInline(TagInline):
    model = PartnershipTag


class CommitmentTagInline(TagInline):
    model = CommitmentTag


class ProgressReportInline(WordedInline):
    """Its state changes on its own page, by the buttons there."""

    model = ProgressReport
    readonly_fields = ["state", "return_reason"]
    autocomplete_fields = ["evidence_photo"]
    show_change_link = True


class AssessmentInline(WordedInline):
    """Its state changes on its own page, too."""

    model = Assessment
    readonly_fields = ["state", "return_reason"]
    autocomplete_fields = ["assessor"]
    show_change_link = True


class TellsWhatIsLacking:
    """For an admin of publishable rows: what keeps a row from being published is said on its page before anybody tries."""

    def get_readonly_fields(self, request, obj=None):
        return ["lacking", *super().get_readonly_fields(request, obj)]

    @admin.display(description=_("Still needed before it can be published"))
    def lacking(self, row):
        return format_html_join("", "<p>{}</p>", ([sentence] for sentence in row.lacking())) or "–"


@admin.register(Partnership)
class PartnershipAdmin(TellsWhatIsLacking, TellsObstacles, CountsFollowers, PublishableAdmin):
    list_display = ["title", "kind", "signed_on", "reporting_organisation"]
    list_filter = ["kind", ToldFilter]
    list_select_related = ["reporting_organisation"]
    code_lists = {"countries": country_choices}
    readonly_fields = ["commitments"]
    search_fields = in_every_language("title")
    date_hierarchy = "signed_on"
    autocomplete_fields = ["regions", "groups", "reporting_organisation", "signed_at_session"]
    inlines = [PartnerInline, PartnershipTagInline, PartnershipDocumentInline]
    ordering = ["-signed_on", "-pk"]

    @admin.display(description=_("Commitments"))
    def commitments(self, partnership):
        return link_to_rows(Commitment, key="partnership", parent=partnership)


@admin.register(Commitment)
class CommitmentAdmin(TellsWhatIsLacking, CountsFollowers, PublishableAdmin):
    list_display = ["title", "owner", "partnership", "due_on"]
    list_filter = ["due_on"]
    list_select_related = ["owner", "partnership"]
    search_fields = in_every_language("title")
    autocomplete_fields = ["owner", "partnership", "made_at_session"]
    inlines = [CommitmentTagInline, ProgressReportInline, AssessmentInline]
    ordering = ["due_on", "pk"]


class ApprovableAdmin(MovesAdmin, WordedAdmin):
    course = APPROVAL
    moves = [
        Move("submit", _("Submit for a decision"), Approvable.State.SUBMITTED),
        Move("approve", _("Approve"), Approvable.State.APPROVED),
        Move("send_back", _("Return to the author, with the reason"), Approvable.State.RETURNED),
    ]


@admin.register(ProgressReport)
class ProgressReportAdmin(ApprovableAdmin):
    list_display = ["commitment", "period_start", "period_end", "value", "state"]
    list_filter = ["state"]
    list_select_related = ["commitment"]
    search_fields = in_every_language("commitment__title", "narrative")
    autocomplete_fields = ["commitment", "evidence_photo"]
    ordering = ["-period_end", "-pk"]


@admin.register(Assessment)
class AssessmentAdmin(ApprovableAdmin):
    list_display = ["commitment", "assessor", "grade", "assessed_on", "state"]
    list_filter = ["state", "grade"]
    list_select_related = ["commitment", "assessor"]
    search_fields = in_every_language("commitment__title", "assessor__name", "note")
    autocomplete_fields = ["commitment", "assessor"]
    ordering = ["-assessed_on", "-pk"]
