"""Registrations in the panel: who comes, who waits, who needs what; and the organiser's questions."""

from contextlib import nullcontext

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin_times import event_with
from events.models import Answer, Question, Registration, SessionSeat, seats
from events.registration.actions import cancel, save_by_staff
from events.registration.desk import DeskPages, desk_of
from events.registration.mails import ABOUT, tell
from publishing.admin import PlainInline, WordedInline
from publishing.admin.lists import History


class QuestionInline(WordedInline):
    model = Question


class ReadInline(PlainInline):
    """What the participant said or took; they change it on their own page."""

    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class AnswerInline(ReadInline):
    model = Answer
    fields = readonly_fields = ["question", "shown"]

    @admin.display(description=_("answer"))
    def shown(self, answer):
        return answer.shown

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("question")


class SeatInline(ReadInline):
    model = SessionSeat
    fields = readonly_fields = ["session", "state", "since"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("session", "registration")


class NeedsFilter(admin.SimpleListFilter):
    title = _("access needs")
    parameter_name = "needs"

    def lookups(self, request, model_admin):
        return [("yes", _("Has access needs"))]

    def queryset(self, request, queryset):
        return queryset.exclude(access_needs="") if self.value() == "yes" else queryset


class CameFilter(admin.SimpleListFilter):
    title = _("attendance")
    parameter_name = "came"

    def lookups(self, request, model_admin):
        return [("yes", _("Came"))]

    def queryset(self, request, queryset):
        return queryset.attended() if self.value() == "yes" else queryset


class StaffForm(forms.ModelForm):
    """Writes what staff changed and nothing else: participants confirm and change their registration while it is open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for field in self.fields.values():
                field.show_hidden_initial = True  # tells what staff changed from what was changed meanwhile

    def clean(self):
        super().clean()
        if self.instance.pk is None:
            return self.cleaned_data
        if self.instance.state != self.data.get(self.add_initial_prefix("state")):
            self.refuse_outdated()
        return {name: value for name, value in self.cleaned_data.items() if name in self.changed_data}

    def refuse_outdated(self):
        """Show the state that the registration has by now; all else stays as typed."""
        message = _("The state is “%(state)s” by now. Choose another if it shall be one, then save again.")
        told = {"state": self.instance.get_state_display()}
        self.add_error(None, forms.ValidationError(message, code="changed_meanwhile", params=told))
        self.data = self.data.copy()
        for name in (self.add_prefix("state"), self.add_initial_prefix("state")):
            self.data[name] = self.instance.state

    def _get_validation_exclusions(self):
        """The rule that an address is registered once holds, though the page but shows what else it names."""
        known = {"purged_at", *(["event"] if self.instance.pk else [])}
        return super()._get_validation_exclusions() - known


@admin.register(Registration)
class RegistrationAdmin(DeskPages, History, admin.ModelAdmin):
    """Nobody deletes these: they are cancelled, and their personal data goes on schedule."""

    form = StaffForm
    list_display = ["code", "name", "organisation", "event", "state", "needs", "language", "created_at"]
    list_filter = ["state", NeedsFilter, CameFilter, "consent", "language", "event"]
    list_select_related = ["event"]
    list_per_page = 50
    search_fields = ["code", "name", "email", "organisation"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    autocomplete_fields = ["event"]
    readonly_fields = ["code", "desk", "held_until", "waiting_since", "confirmed_at", "purged_at", "created_at"]
    actions = ["cancel_all", "tell_again"]
    inlines = [SeatInline, AnswerInline]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return (obj is None or obj.purged_at is None) and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["event"] if obj else [])]

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Check and save while nobody registers, confirms, changes or cancels."""
        event = self.event_of(request, object_id) if request.method == "POST" else None
        with seats.held(event.pk) if event else nullcontext():
            return super().changeform_view(request, object_id, form_url, extra_context)

    def event_of(self, request, object_id):
        """Return the event of the registration with this key, or of one that is being added; None for neither."""
        if object_id:
            row = self.get_object(request, unquote(object_id))
            return row and row.event
        return event_with(request.POST.get("event"))

    def save_model(self, request, obj, form, change):
        save_by_staff(registration=obj, before=form.initial.get("state") if change else None)

    @admin.display(description=_("access needs"), boolean=True)
    def needs(self, registration):
        return bool(registration.access_needs)

    @admin.display(description=_("all of this event"))
    def desk(self, registration):
        return format_html('<a href="{}">{}</a>', desk_of(registration.event), registration.event)

    @admin.action(description=_("Cancel; whoever waits moves up"), permissions=["change"])
    def cancel_all(self, request, queryset):
        for registration in queryset.personal():
            cancel(registration=registration)

    @admin.action(description=_("Send the mail again"), permissions=["change"])
    def tell_again(self, request, queryset):
        for registration in queryset.personal().filter(state__in=ABOUT):
            tell(ABOUT[registration.state], registration)
