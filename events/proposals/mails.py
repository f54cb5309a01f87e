"""Mails about one proposal: its receipt to the proposer, and the question to whoever is named. Sent once it is committed."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from events.models import Proposal, ProposedPerson
from events.proposals.consent import address_of
from publishing.delivery import deliver
from publishing.templatetags.content import spoken

logger = logging.getLogger(__name__)


def confirm_receipt(proposal):
    transaction.on_commit(partial(send_receipt.enqueue, proposal.pk))


def ask_to_agree(proposed):
    transaction.on_commit(partial(send_question.enqueue, proposed.pk))


@task()
def send_receipt(pk):
    """Tell the proposer of the proposal with this key that it has come in."""
    proposal = Proposal.objects.select_related("call__event", "proposer").filter(pk=pk, proposer__isnull=False).first()
    if proposal:
        with override(proposal.mail_language):
            address = settings.SITE_URL + reverse("events:proposal", args=[proposal.code])
        told = {"proposal": proposal, "name": name_of(proposal.proposer), "address": address}
        post("proposal_received", proposal, proposal.proposer.email, proposal.mail_language, told)


@task()
def send_question(pk):
    """Ask the ProposedPerson with this key whether they agree to be shown."""
    people = ProposedPerson.objects.select_related("proposal__call__event", "proposal__proposer")
    if proposed := people.filter(pk=pk).first():
        proposal = proposed.proposal
        told = {"person": proposed, "proposal": proposal, "address": address_of(proposed)}
        told["proposer"] = name_of(proposal.proposer)
        post("proposal_consent", proposal, proposed.email, proposal.language, told)


def post(about, proposal, email, language, told):
    """Send the mail `about` (a template in events/mails) of `proposal`, in `language` and the hours of its event."""
    message = EmailMessage(*written(about, proposal.call.event, language, told), to=[email])
    try:
        deliver(message)
    except OSError:  # smtplib's own errors among them
        logger.exception("The mail %r about proposal %s could not be sent.", about, proposal.code)
        raise


def written(about, event, language, told):
    """Return (subject, body) of the mail `about`."""
    with override(language), timezone.override(event.zone):
        told = {
            "event": event,
            "event_title": spoken(event, "title")[0],
            "site_name": settings.SITE_NAME,
            **told,
        }
        subject = " ".join(render_to_string(f"events/mails/{about}_subject.txt", told).split())
        return subject, render_to_string(f"events/mails/{about}.txt", told)


def name_of(user):
    """Return how somebody with an account is called in mails: by name, else by address."""
    return user.get_full_name() or user.email if user else ""
