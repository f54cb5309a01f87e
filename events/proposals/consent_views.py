"""Whoever is named answers here, by the link in their mail: without an account, and seen by nobody else."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.generic import TemplateView

from events.proposals.consent import answer, person_at
from events.proposals.mails import name_of
from publishing.secret_pages import keep_secret

ANSWERS = {"yes": True, "no": False}


class ConsentPage(TemplateView):
    """Says what would be public and asks; programs that look through mails open links, so a button answers."""

    template_name = "events/proposal_consent.html"

    def dispatch(self, request, *args, **kwargs):
        self.proposed = person_at(kwargs["token"])
        if self.proposed is None:
            response = render(request, "events/proposal_consent_gone.html", status=404)
        else:
            response = super().dispatch(request, *args, **kwargs)
        return keep_secret(response)

    def post(self, request, *args, **kwargs):
        if (agrees := ANSWERS.get(request.POST.get("answer"))) is not None:
            answer(proposed=self.proposed, agrees=agrees)
        return HttpResponseRedirect(request.path)

    def get_context_data(self, **kwargs):
        proposal = self.proposed.proposal
        return super().get_context_data(
            person=self.proposed,
            proposal=proposal,
            event=proposal.call.event,
            proposer=name_of(proposal.proposer),
            **kwargs,
        )
