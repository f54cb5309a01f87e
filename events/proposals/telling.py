"""Proposers hear of the decisions when staff have read the mails: one mail a person, however many proposals."""

import logging
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from events.models import CallForSessions, Proposal
from events.proposals.mails import name_of, written
from publishing.delivery import deliver
from publishing.previews import mark_of

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Letter:
    """What one proposer is told."""

    name: str
    email: str
    subject: str = ""
    body: str = ""
    proposals: list = field(default_factory=list)


def letters_of(proposals):
    """Return [Letter] about `proposals`, a queryset, by address; whoever deleted their account gets none."""
    found = {}
    rows = proposals.filter(proposer__isnull=False).select_related("proposer", "call__event")
    for proposal in rows.order_by("proposer__email", "pk"):
        person = proposal.proposer
        letter = found.setdefault(person.pk, Letter(name_of(person), person.email))
        letter.proposals.append(proposal)
    for letter in found.values():
        write(letter)
    return list(found.values())


def write(letter):
    """Give `letter` its subject and body, in the language in which its reader wrote last."""
    latest = max(letter.proposals, key=lambda proposal: proposal.updated_at)
    with override(latest.mail_language):
        address = settings.SITE_URL + reverse("events:proposals")
    told = {"letter": letter, "address": address}
    letter.subject, letter.body = written("proposal_decided", latest.call.event, latest.mail_language, told)


def stamp_of(letters):
    """Return what tells these letters from any others: by it one knows that what was read is what is sent."""
    return mark_of(*((letter.email, letter.subject, letter.body) for letter in letters))


@transaction.atomic
def tell(*, call, stamp):
    """Have the proposers told of all that is decided by now; return how many letters go once this is committed.

    Raises ValidationError where `stamp` is not that of the letters as they are: something was decided since they were read.
    """
    CallForSessions.objects.select_for_update(no_key=True).get(pk=call.pk)
    untold = list(call.proposals.untold().select_for_update().values_list("pk", flat=True))
    letters = letters_of(Proposal.objects.filter(pk__in=untold))
    if stamp != stamp_of(letters):
        raise ValidationError(_("The decisions have changed meanwhile: read the mails again."), code="changed")
    Proposal.objects.filter(pk__in=untold).update(told_at=timezone.now())
    for letter in letters:
        transaction.on_commit(partial(send_letter.enqueue, [proposal.pk for proposal in letter.proposals]))
    return len(letters)


@task()
def send_letter(pks):
    """Send the letter about the proposals with these keys, of one proposer. Whom the server refuses is still to be told."""
    about = Proposal.objects.filter(pk__in=pks)
    for letter in letters_of(about):  # none where the account was deleted meanwhile
        try:
            deliver(EmailMessage(letter.subject, letter.body, to=[letter.email]))
        except OSError:  # smtplib's own errors among them
            about.update(told_at=None)
            logger.exception("The decision on proposals %s could not be sent.", pks)
            raise
