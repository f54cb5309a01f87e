"""The call of an event for everybody, and what one has proposed, for oneself alone."""

from math import ceil

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from events.models import CallForSessions, Event, Proposal
from events.proposals.actions import withdraw, write
from events.proposals.forms import ProposalForm, people_of
from events.views import EVENTS
from publishing.detail_pages import DetailPage
from publishing.templatetags.content import spoken
from publishing.throttling import ProposalThrottle


class CallPage(DetailPage):
    """What is asked for, from when until when; while it is open, the way to the form."""

    queryset = Event.objects.all()
    template_name = "events/propose.html"

    def above(self):
        return [EVENTS, {"label": spoken(self.object, "title")[0], "url": self.object.get_absolute_url()}]

    def get_name(self):
        return _("Propose a session")

    def address_of(self, row):
        return reverse("events:propose", args=[row.slug])

    @cached_property
    def call(self):
        return get_object_or_404(CallForSessions.objects.visible_to(self.request.user), event=self.object)

    def get_context_data(self, **kwargs):
        self.call.event, now, user = self.object, timezone.now(), self.request.user
        mine = list(Proposal.objects.of(user).filter(call=self.call).order_by("pk")) if user.is_authenticated else []
        left = self.call.most_proposals - sum(one.state != Proposal.State.WITHDRAWN for one in mine)
        phase = self.call.phase(now)
        return super().get_context_data(call=self.call, phase=phase, mine=mine, left=left, **kwargs)

    def render_to_response(self, context, **kwargs):
        with timezone.override(self.object.zone):
            response = super().render_to_response(context, **kwargs).render()
        response.stale_at = self.call.next_change(timezone.now())
        return response


class OwnPage(LoginRequiredMixin):
    """For whoever is signed in; kept for nobody and found by no search engine."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def own(self):
        return Proposal.objects.of(self.request.user).select_related("call__event")

    def trail(self, *steps):
        return [{"label": _("My proposals"), "url": reverse("events:proposals") if steps else ""}, *steps]


class MyProposals(OwnPage, ListView):
    template_name = "events/proposals.html"

    def get_queryset(self):
        return self.own().order_by("-updated_at", "-pk")

    def get_context_data(self, **kwargs):
        now = timezone.now()
        rows = [{"proposal": one, "may_be_changed": one.may_be_changed(now)} for one in self.object_list]
        return super().get_context_data(rows=rows, trail=self.trail(), **kwargs)


class OneProposal(OwnPage, TemplateView):
    """A page of one proposal, by its code; those of others are not found."""

    @cached_property
    def proposal(self):
        return get_object_or_404(self.own(), code=self.kwargs["code"])

    def get_context_data(self, **kwargs):
        proposal = self.proposal
        event = Event.objects.visible_to(self.request.user).filter(pk=proposal.call.event_id).first()
        return super().get_context_data(
            proposal=proposal,
            event=proposal.call.event,
            event_url=event and event.get_absolute_url(),
            people=proposal.people.in_order(),
            tags=proposal.tags.with_goals(),
            may_be_changed=proposal.may_be_changed(timezone.now()),
            trail=self.trail({"label": proposal.title, "url": ""}),
            **kwargs,
        )


class ProposalPage(OneProposal):
    """What was proposed, where it stands, and the decision once it is told."""

    template_name = "events/proposal.html"


class WithdrawPage(OneProposal):
    """Asks first."""

    template_name = "events/proposal_withdraw.html"

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.proposal.may_be_withdrawn else self.away()

    def post(self, request, *args, **kwargs):
        try:
            withdraw(proposal=self.proposal)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.away()
        messages.success(request, _("“%(title)s” is withdrawn.") % {"title": self.proposal.title})
        return HttpResponseRedirect(reverse("events:proposals"))

    def away(self):
        return HttpResponseRedirect(reverse("events:proposal", args=[self.proposal.code]))


class WritePage(OwnPage, TemplateView):
    """The form: saved as a draft, saved for another person to be named, or handed in. Nothing typed is lost."""

    template_name = "events/proposal_edit.html"

    def get_proposal(self):
        """Return the Proposal to be written."""
        raise NotImplementedError

    def elsewhere(self):
        """Return the address to which this leads where the proposal may not be written now, or None."""
        raise NotImplementedError

    @cached_property
    def proposal(self):
        return self.get_proposal()

    def get(self, request, *args, **kwargs):
        if address := self.elsewhere():
            return HttpResponseRedirect(address)
        return self.page(ProposalForm(instance=self.proposal), people_of(self.proposal))

    def post(self, request, *args, **kwargs):
        if request.POST.get("then") == "submit" and self.proposal.state == Proposal.State.DRAFT:
            self.proposal.state = Proposal.State.SUBMITTED
        self.proposal.mail_language = get_language()
        form, people = ProposalForm(request.POST, instance=self.proposal), people_of(self.proposal, request.POST)
        if not all([form.is_valid(), people is None or people.is_valid()]):
            return self.page(form, people)
        throttle = ProposalThrottle()
        if not throttle.allow_request(request, self):
            return self.too_many(form, people, throttle.wait() or 0)
        try:
            self.proposal = write(proposal=self.proposal, goals=form.cleaned_data["goals"], people=people)
        except ValidationError as error:
            form.refuse(error)
            return self.page(form, people)
        return self.saved()

    def saved(self):
        """Say what has happened, and go on to what was asked for."""
        is_draft = self.proposal.state == Proposal.State.DRAFT
        told = _("Saved as a draft: you have not submitted it yet.") if is_draft else _("Your proposal is submitted.")
        messages.success(self.request, told)
        if self.request.POST.get("then") == "another":
            address = reverse("events:proposal_edit", args=[self.proposal.code])
            return HttpResponseRedirect(f"{address}#people")
        return HttpResponseRedirect(reverse("events:proposal", args=[self.proposal.code]))

    def too_many(self, form, people, seconds):
        response = self.page(form, people, wait_minutes=ceil(seconds / 60))
        response.status_code, response["Retry-After"] = 429, str(ceil(seconds))
        return response

    def page(self, form, people, **context):
        call = self.proposal.call
        name = self.proposal.title if self.proposal.pk else _("Propose a session")
        is_open = call.phase(timezone.now()) == "open"
        stored = {"is_draft": not self.proposal.submitted_at, "is_open": is_open, "trail": self.trail({"label": name})}
        context = self.get_context_data(form=form, people=people, call=call, event=call.event, **stored, **context)
        with timezone.override(call.event.zone):
            return self.render_to_response(context).render()


class NewPage(WritePage):
    def get_proposal(self):
        calls = CallForSessions.objects.visible_to(self.request.user).select_related("event")
        call = get_object_or_404(calls, event__slug=self.kwargs["event"])
        return Proposal(call=call, proposer=self.request.user, language=self.likely_language(call))

    def likely_language(self, call):
        offered = [code for code, _name in call.offered_languages()]
        return get_language() if get_language() in offered else offered[0]

    def elsewhere(self):
        """The page of the call tells why nothing can be proposed: it is not open, or there is one's last already."""
        call = self.proposal.call
        number = Proposal.objects.of(self.request.user).filter(call=call).counting().count()
        may_write = call.phase(timezone.now()) == "open" and number < call.most_proposals
        return None if may_write else reverse("events:propose", args=[call.event.slug])


class EditPage(WritePage):
    def get_proposal(self):
        proposal = self.own().filter(code=self.kwargs["code"]).first()
        if proposal is None:
            raise Http404
        return proposal

    def elsewhere(self):
        is_open = self.proposal.may_be_changed(timezone.now())
        return None if is_open else reverse("events:proposal", args=[self.proposal.code])
