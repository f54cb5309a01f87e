"""Proposals in the panel: read, scored, decided. Nobody but their proposers writes them."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.admin_times import InEventZone
from events.models import CallForSessions, Proposal, ProposalTag, ProposedPerson
from events.models.calls import PROPOSABLE
from events.proposals.admin_pages import ProposalPages, list_of
from events.proposals.deciding import decide
from events.proposals.forms import SavesChanges
from events.proposals.namesakes import namesakes_of
from goals.models import Goal
from people.models import Person
from places.countries import language_name
from publishing.admin import PlainInline, WordedInline
from publishing.admin.lists import History
from publishing.visibility import may

State = Proposal.State
PROPOSED = [
    "title", "event", "proposer", "kind", "language", "minutes", "goals", "abstract", "needed", "access_needs",
    "technical_needs", "notes",
]  # fmt: skip
DECIDED = ["state", "submitted_at", "decision", "decided_by", "decided_at", "told_at", "session"]


def kind_choices(stored):
    return PROPOSABLE


def language_choices(stored):
    return CallForSessions().offered_languages()


class CallInline(WordedInline):
    """The call, on the page of its event."""

    model = CallForSessions
    code_lists = {"kinds": kind_choices, "languages": language_choices}


class ChosenPeople(SavesChanges, PlainInline.formset):
    pass


class ProposedPersonInline(PlainInline):
    """Who is named, as the proposer wrote it; staff say who of the portal that is, until it is decided."""

    model = ProposedPerson
    formset = ChosenPeople
    fields = ["told", "consent", "person", "organisation"]
    readonly_fields = ["told", "consent"]
    autocomplete_fields = ["person", "organisation"]

    def has_view_permission(self, request, obj=None):
        return True  # whoever may see the proposal

    def has_change_permission(self, request, obj=None):
        may_decide = request.user.has_perm("events.change_proposal")
        return may_decide and (obj is None or obj.state == State.SUBMITTED)

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("as the proposer wrote it"))
    def told(self, proposed):
        lines = [proposed.get_role_display(), proposed.affiliation, proposed.email]
        return format_html_join(mark_safe("<br>"), "{}", ([line] for line in lines if line))


class GoalsFilter(admin.SimpleListFilter):
    title = _("goal")
    parameter_name = "goal"

    def lookups(self, request, model_admin):
        return [(str(goal.number), str(goal)) for goal in Goal.objects.order_by("number")]

    def queryset(self, request, queryset):
        value = self.value() or ""
        tags = ProposalTag.objects.filter(goal=value) if value.isdecimal() and len(value) < 3 else None
        return queryset if tags is None else queryset.filter(pk__in=tags.values("proposal"))


class ScoreFilter(admin.SimpleListFilter):
    title = _("score")
    parameter_name = "score"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("Not scored by me")),
            ("none", _("Scored by nobody")),
            ("4", _("4 and more")),
            ("3", _("3 and more")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.exclude(scores__scorer=request.user)
        if self.value() == "none":
            return queryset.filter(scored=0)
        return queryset.filter(mean__gte=int(self.value())) if self.value() in ("3", "4") else queryset


class ToldFilter(admin.SimpleListFilter):
    title = _("proposer told")
    parameter_name = "told"

    def lookups(self, request, model_admin):
        return [("no", _("Decided and not told"))]

    def queryset(self, request, queryset):
        return queryset.untold() if self.value() == "no" else queryset


class TextForm(ActionForm):
    """The choice of an action on the list, and the text that goes with it."""

    decision = Proposal._meta.get_field("decision").formfield(
        label=_("Text to the proposers:"), widget=forms.TextInput, required=False
    )


@admin.register(Proposal)
class ProposalAdmin(ProposalPages, History, InEventZone, admin.ModelAdmin):
    waiting = {"state": State.SUBMITTED}
    action_form = TextForm
    change_form_template = "admin/events/proposal/change_form.html"
    change_list_template = "admin/events/proposal/change_list.html"
    list_display = ["heading", "state", "score", "goals", "kind", "language", "event", "is_told"]
    list_filter = [
        "state",
        ScoreFilter,
        ToldFilter,
        "kind",
        "language",
        GoalsFilter,
        ("call__event", admin.RelatedOnlyFieldListFilter),
    ]
    list_per_page = 50
    search_fields = ["code", "title", "abstract", "people__name", "people__organisation_name"]
    ordering = ["-submitted_at", "-pk"]
    actions = ["accept", "decline", "leave_open"]
    inlines = [ProposedPersonInline]
    readonly_fields = [*PROPOSED, *DECIDED]

    def get_queryset(self, request):
        tags = Prefetch("tags", ProposalTag.objects.with_goals())
        rows = super().get_queryset(request).visible_to(request.user).with_scores(request.user)
        return rows.select_related("call__event", "proposer", "decided_by", "session").prefetch_related(tags)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        decided = DECIDED if obj and obj.decided_at else DECIDED[:2]
        return [(None, {"fields": PROPOSED}), (_("Decision"), {"fields": decided})]

    def save_model(self, request, obj, form, change):
        """Nothing of what was proposed is written here: its proposer may have changed it meanwhile."""
        obj.save(update_fields=["updated_at"])

    def event_of(self, request, obj):
        return obj.call.event if obj else None

    def posted_zone(self, request):
        return None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {**self.judging(request, obj), "subtitle": obj.title, "show_save_and_continue": False}
        # Whoever chooses among them, and may read of persons who are not public.
        may_choose = may(request.user, "change", Proposal) and may(request.user, "view", Person)
        found = namesakes_of(obj.people.in_order()) if may_choose else []
        context["namesakes"] = [(one, rows) for one, rows in found if rows]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request, extra_context=None):
        """Offer the mails of the calls of which something is decided and not told."""
        untold = Proposal.objects.untold().order_by().values("call")
        calls = CallForSessions.objects.filter(pk__in=untold).select_related("event").order_by("pk")
        offered = calls if self.has_change_permission(request) else []
        return super().changelist_view(request, {"calls_to_tell": offered, **(extra_context or {})})

    @admin.display(description=_("title"), ordering="title")
    def heading(self, proposal):
        return proposal.title or proposal.code

    @admin.display(description=_("event"), ordering="call__event")
    def event(self, proposal):
        return proposal.call.event

    @admin.display(description=_("goals"))
    def goals(self, proposal):
        return ", ".join(str(tag.goal_id) for tag in proposal.tags.all()) or "–"

    @admin.display(description=_("interpretation needed into"))
    def needed(self, proposal):
        return ", ".join(language_name(code) for code in proposal.interpretation) or "–"

    @admin.display(description=_("score"), ordering="mean")
    def score(self, proposal):
        if proposal.mean is None:
            return "–"
        points = f"{proposal.lowest}–{proposal.highest}"
        return format_html('{} <span class="quiet">({}; {})</span>', f"{proposal.mean:.1f}", points, proposal.scored)

    @admin.display(description=_("told"), boolean=True)
    def is_told(self, proposal):
        return bool(proposal.told_at) if proposal.state in Proposal.DECIDED else None

    @admin.action(description=_("Accept"), permissions=["change"])
    def accept(self, request, queryset):
        self.decide_all(request, queryset, State.ACCEPTED)

    @admin.action(description=_("Decline, with the text"), permissions=["change"])
    def decline(self, request, queryset):
        self.decide_all(request, queryset, State.DECLINED)

    @admin.action(description=_("Leave open again"), permissions=["change"])
    def leave_open(self, request, queryset):
        self.decide_all(request, queryset, State.SUBMITTED)

    def decide_all(self, request, queryset, state):
        """Decide each by itself, so that one which breaks a rule is named and does not hold up the others."""
        text, done = request.POST.get("decision", ""), 0
        for proposal in queryset:
            try:
                decide(proposal=proposal, state=state, text=text, user=request.user)
            except ValidationError as error:
                self.message_user(request, f"{proposal.title}: {' '.join(error.messages)}", messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, ngettext("%d item updated.", "%d items updated.", done) % done)


def proposals_link(event):
    """Return the way to the proposals of `event`, with their number."""
    number = Proposal.objects.filter(call__event=event).exclude(state=State.DRAFT).count()
    return format_html('<a href="{}">{}</a>', list_of(event), _("Show: %d") % number)
