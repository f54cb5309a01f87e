"""Reported mistakes: read, looked into, accepted or rejected, with an answer to whoever wants one."""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publishing.admin import in_every_language
from publishing.admin.lists import History
from registry.actions import decide, tell
from registry.models import Mistake

State = Mistake.State
REPORTED = ["organisation", "page", "about", "text", "evidence", "language", "wants_answer", "created_at"]
DECIDED = ["state", "decided_by", "decided_at"]


class AnswerForm(ActionForm):
    """The choice of an action on the list, and the answer that goes with it."""

    answer = Mistake._meta.get_field("answer").formfield(label=_("Answer:"), widget=forms.TextInput)


class DecisionForm(forms.ModelForm):
    """The answer; which button was pressed is the decision."""

    decision = forms.ChoiceField(choices=[(state, state.label) for state in (State.ACCEPTED, State.REJECTED)])

    class Meta:
        model = Mistake
        fields = ["answer"]

    def clean(self):
        """The rules of the model say what a decision needs, once it is known which one it is."""
        given = super().clean()
        if "decision" in given:
            decided = copy(self.instance)
            decided.state, decided.decided_at = given["decision"], timezone.now()
            decided.answer = given.get("answer", decided.answer).strip()
            decided.validate_constraints()
        return given


@admin.register(Mistake)
class MistakeAdmin(History, admin.ModelAdmin):
    """Nobody adds or edits these; they are decided, on their page or several in the list."""

    form = DecisionForm
    action_form = AnswerForm
    waiting = {"state": State.OPEN}
    change_form_template = "admin/registry/mistake/change_form.html"
    list_display = ["organisation", "about", "summary", "state", "created_at", "wants_answer", "page"]
    list_filter = ["state", "about", "language"]
    list_select_related = ["organisation"]
    list_per_page = 50
    date_hierarchy = "created_at"
    search_fields = ["text", *in_every_language("organisation__name")]
    ordering = ["-created_at", "-pk"]
    actions = ["accept", "reject", "answer_again"]
    fieldsets = [(_("What was reported"), {"fields": REPORTED}), (_("Decision"), {"fields": [*DECIDED, "answer"]})]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        is_open = obj is None or obj.state == State.OPEN
        return [*REPORTED, *DECIDED] if is_open else [*REPORTED, *DECIDED, "answer"]

    @admin.display(description=_("what it should say"))
    def summary(self, mistake):
        return Truncator(mistake.text).chars(80)

    @admin.display(description=_("wants an answer"), boolean=True)
    def wants_answer(self, mistake):
        return bool(mistake.email)

    @admin.display(description=_("public page"))
    def page(self, mistake):
        return format_html(
            '<a href="{}" aria-label="{}: {}">{}</a>',
            mistake.organisation.get_absolute_url(),
            _("public page"),
            mistake.organisation,
            _("Show"),
        )

    def save_model(self, request, obj, form, change):
        self.decide(request, obj, form.cleaned_data["decision"], obj.answer)

    @admin.action(description=_("Accept"), permissions=["change"])
    def accept(self, request, queryset):
        self.decide_all(request, queryset, State.ACCEPTED)

    @admin.action(description=_("Reject, with the answer"), permissions=["change"])
    def reject(self, request, queryset):
        self.decide_all(request, queryset, State.REJECTED)

    @admin.action(description=_("Send the answer again where it has not gone out"), permissions=["change"])
    def answer_again(self, request, queryset):
        sent = sum(tell(mistake) for mistake in queryset.unanswered())
        self.message_user(request, ngettext("%d answer sent.", "%d answers sent.", sent) % sent)

    def decide_all(self, request, queryset, state):
        answer = request.POST.get("answer", "")
        done = sum(self.decide(request, mistake, state, answer) for mistake in queryset)
        if done:
            self.message_user(request, ngettext("%d item updated.", "%d items updated.", done) % done)

    def decide(self, request, mistake, state, answer):
        """Decide, and tell whether that was possible; if not, the user is told why."""
        try:
            decide(mistake=mistake, state=state, answer=answer, user=request.user)
        except ValidationError as error:
            self.message_user(request, f"{mistake}: {' '.join(error.messages)}", messages.ERROR)
            return False
        return True
