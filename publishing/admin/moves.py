"""The moves between states: for many rows as actions of a list, for one as buttons of its page."""

from copy import copy
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from publishing.actions import PUBLICATION
from publishing.models import PublicationState


@dataclass(frozen=True)
class Move:
    """What staff may do with a row: `name` in forms, `label` on the button, `state` the row has afterwards."""

    name: str
    label: str
    state: str

    @property
    def needs_reason(self):
        return self.state == PublicationState.RETURNED


PUBLICATION_MOVES = [
    Move("submit", _("Submit for a decision"), PublicationState.SUBMITTED),
    Move("publish", _("Publish"), PublicationState.PUBLISHED),
    Move("send_back", _("Return to the author, with the reason"), PublicationState.RETURNED),
    Move("withdraw", _("Take back into draft"), PublicationState.DRAFT),
    Move("archive", _("Archive"), PublicationState.ARCHIVED),
]


class MoveForm(ActionForm):
    """The choice of an action, and what is told to the author of what is returned."""

    reason = forms.CharField(label=_("Reason for returning:"), required=False, max_length=1000)


class MovingForm:
    """The form of a row that is saved and moved at once: if the move breaks a rule, nothing is saved and all stays."""

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            self.course.turn(row=copy(self.instance), state=self.move.state, reason=self.reason)
        except ValidationError as error:
            self.add_error(None, error.messages)


class MovesAdmin:
    """For a ModelAdmin of rows with states: `course` says which there are, `moves` what staff may do."""

    course = PUBLICATION
    moves = PUBLICATION_MOVES
    action_form = MoveForm
    change_form_template = "admin/publishing/change_form.html"

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or not self.has_change_permission(request):
            return actions
        return actions | {move.name: (partial(_move_all, move), move.name, move.label) for move in self.moves}

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), self.course.field, "return_reason"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        move = self._asked(request)
        if obj is None or move is None:
            return form
        told = {"course": self.course, "move": move, "reason": _reason(request)}
        return type(form)(form.__name__, (MovingForm, form), told)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            open_states = self.course.open_to(obj)
            context["moves"] = [move for move in self.moves if move.state in open_states]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        move = self._asked(request)
        if move is None:
            return super().response_change(request, obj)
        if self.move(request, obj, move):
            told = {"title": obj, "state": _state_of(self, obj)}
            self.message_user(request, gettext("“%(title)s” is saved. Its state: %(state)s.") % told, messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    def move(self, request, row, move):
        """Move `row` and tell whether that went well; if not, the user is told why."""
        try:
            self.course.move(row=row, state=move.state, reason=_reason(request))
        except ValidationError as error:
            self.message_user(request, f"{row}: {' '.join(error.messages)}", messages.ERROR)
            return False
        self.log_change(request, row, _state_of(self, row))
        return True

    def _asked(self, request):
        return next((move for move in self.moves if move.name == request.POST.get("_move")), None)


def _reason(request):
    return request.POST.get("reason", "").strip()


def _state_of(model_admin, row):
    return getattr(row, f"get_{model_admin.course.field}_display")()


def _move_all(move, model_admin, request, queryset):
    """Move each row by itself, so that one which breaks a rule is named and does not hold up the others."""
    moved = sum(model_admin.move(request, row, move) for row in queryset)
    if moved:
        model_admin.message_user(request, ngettext("%d item updated.", "%d items updated.", moved) % moved)
