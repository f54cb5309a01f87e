"""What staff do with proposals beside reading them: score, decide, tell the proposers. Pages of the panel."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import CallForSessions, Proposal, ProposalScore
from events.models.proposal_scores import POINTS, is_own
from events.proposals.deciding import decide, score
from events.proposals.telling import letters_of, stamp_of, tell
from publishing.visibility import may

State = Proposal.State


class ScoreForm(forms.ModelForm):
    class Meta:
        model = ProposalScore
        fields = ["points", "comment"]
        widgets = {"points": forms.RadioSelect, "comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["points"].choices = POINTS


class DecisionForm(forms.Form):
    """The text; which button was pressed is the decision."""

    state = forms.ChoiceField(
        choices=[(state, state.label) for state in (State.ACCEPTED, State.DECLINED, State.SUBMITTED)]
    )
    decision = Proposal._meta.get_field("decision").formfield(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The proposer reads it. Needed where you decline."),
    )


class ProposalPages:
    """For the ModelAdmin of proposals."""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/score/", view(self.score_view), name="events_proposal_score"),
            path("<int:pk>/decide/", view(self.decide_view), name="events_proposal_decide"),
            path("of/<int:call>/tell/", view(self.tell_view), name="events_proposal_tell"),
        ]
        return own + super().get_urls()

    def score_view(self, request, pk):
        """Give points, and go on to the next one that one has not scored where that is asked for."""
        proposal = self.proposal_for(request, pk)
        if not may(request.user, "add", ProposalScore):
            raise PermissionDenied
        mine = ProposalScore.objects.filter(proposal=proposal, scorer=request.user).first()
        form = ScoreForm(request.POST or None, instance=mine or ProposalScore(proposal=proposal, scorer=request.user))
        if request.method == "POST" and form.is_valid():
            score(proposal=proposal, scorer=request.user, **form.cleaned_data)
            self.message_user(request, _("Your points are kept."), messages.SUCCESS)
            following = next_to_score(proposal, request.user) if "next" in request.POST else None
            return HttpResponseRedirect(page_of(following or proposal))
        return self.form_page(request, proposal, _("Score the proposal"), form, "score")

    def decide_view(self, request, pk):
        """Accept, decline, or leave open again; what was typed stays where a rule forbids it."""
        proposal = self.proposal_for(request, pk)
        if not self.has_change_permission(request, proposal):
            raise PermissionDenied
        form = DecisionForm(request.POST or None, initial={"decision": proposal.decision})
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                done = decide(proposal=proposal, state=given["state"], text=given["decision"], user=request.user)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.log_change(request, done, done.get_state_display())
                told = {"title": done.title, "state": done.get_state_display()}
                self.message_user(request, _("“%(title)s”: %(state)s.") % told, messages.SUCCESS)
                return HttpResponseRedirect(page_of(done))
        return self.form_page(request, proposal, _("Decide on the proposal"), form, "decide")

    def tell_view(self, request, call):
        """The mails about what is decided and not told, to be read before they go."""
        call = get_object_or_404(CallForSessions.objects.select_related("event"), pk=call)
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                sent = tell(call=call, stamp=request.POST.get("stamp", ""))
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.WARNING)
                return HttpResponseRedirect(request.path)
            self.message_user(request, ngettext("%d mail is on its way.", "%d mails are on their way.", sent) % sent)
            return HttpResponseRedirect(list_of(call.event))
        untold = call.proposals.untold()
        letters = letters_of(untold)
        gone = untold.filter(proposer=None)
        told = {"call": call, "event": call.event, "letters": letters, "stamp": stamp_of(letters), "gone": gone}
        return self.own_page(request, "tell", _("Tell the proposers"), **told)

    def proposal_for(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        proposal = self.get_queryset(request).filter(pk=pk).first()
        if proposal is None:
            raise Http404
        return proposal

    def form_page(self, request, proposal, title, form, name):
        response = self.own_page(request, name, title, proposal=proposal, form=form)
        response.status_code = 422 if form.errors else 200
        return response

    def own_page(self, request, name, title, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        response = TemplateResponse(request, f"admin/events/proposal/{name}.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    def judging(self, request, proposal):
        """Return what the page of `proposal` offers besides what was proposed: scores, and the forms of both verbs.

        Whoever scores sees what others gave once they have given points themselves; whoever decides sees it at once. Of
        what one proposed or is named in, one sees and does none of this.
        """
        if is_own(proposal, request.user):
            return {"scores": [], "score_form": None, "decision_form": None}
        scores = list(proposal.scores.select_related("scorer").order_by("pk"))
        mine = next((one for one in scores if one.scorer_id == request.user.pk), None)
        may_score, may_decide = may(request.user, "add", ProposalScore), self.has_change_permission(request, proposal)
        is_open = not proposal.told_at and proposal.state in (State.SUBMITTED, *Proposal.DECIDED)
        return {
            "scores": scores if mine or may_decide else [],
            "score_form": ScoreForm(instance=mine) if may_score else None,
            "decision_form": DecisionForm(initial={"decision": proposal.decision}) if may_decide and is_open else None,
        }


def next_to_score(proposal, user):
    """Return the next open proposal of the same call to which `user` has given no points, or None."""
    others = proposal.call.proposals.filter(state=State.SUBMITTED).exclude(scores__scorer=user)
    others = others.exclude(proposer=user).exclude(people__email=user.email.lower())
    return others.order_by("submitted_at", "pk").first()


def page_of(proposal):
    return reverse("admin:events_proposal_change", args=[proposal.pk])


def list_of(event):
    return f"{reverse('admin:events_proposal_changelist')}?call__event__id__exact={event.pk}"
