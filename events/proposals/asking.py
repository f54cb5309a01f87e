"""Who is asked whether they agree to be named, and how often: a proposal is no means to write to strangers all day."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from events.models import Proposal
from events.proposals.mails import ask_to_agree

PAUSE = timedelta(minutes=10)  # between two mails to one address about one proposal
DAY = timedelta(days=1)
MOST_A_DAY = 30  # mails that one proposer has sent to others
TO_BE_ASKED = (Proposal.State.SUBMITTED, Proposal.State.ACCEPTED)


def ask_people(proposal, now):
    """Mail whoever is named in `proposal`, which is held, and was not asked in these words.

    Whoever had a mail a moment ago is asked later, by `ask_the_waiting`. Raises ValidationError for too many on one day.
    """
    proposal.asked = [[key, at] for key, at in proposal.asked if is_since(at, now - DAY)]
    lately = {key for key, at in proposal.asked if is_since(at, now - PAUSE)}
    due = [person for person in proposal.people.unasked() if key_of(person) not in lately]
    if not due:
        return
    if number_asked(proposal, now) + len(due) > MOST_A_DAY:
        message = _("So many people may not be asked on one day: save this tomorrow, or name fewer.")
        raise ValidationError(message, code="too_many_asked")
    for person in due:
        person.asked_at = now
        person.save(update_fields=["asked_at"])
        ask_to_agree(person)
    proposal.asked += [[key_of(person), now.isoformat()] for person in due]
    proposal.save(update_fields=["asked"])


def number_asked(proposal, now):
    """Return how many mails the proposer has had sent to others in the last day, this proposal's among them."""
    others = Proposal.objects.filter(proposer=proposal.proposer_id).exclude(pk=proposal.pk)
    rows = [proposal.asked, *others.values_list("asked", flat=True)]
    return sum(is_since(at, now - DAY) for asked in rows for _key, at in asked)


def is_since(moment, earliest):
    return datetime.fromisoformat(moment) > earliest


def key_of(person):
    """Return what stands for an address: it outlives whoever was taken out again, who is not to be kept by name."""
    return salted_hmac("events.proposals.asked", person.email).hexdigest()[:16]


def ask_the_waiting(now):
    """Ask whoever could not be asked when their proposal was saved, where that may be by now."""
    waiting = Proposal.objects.filter(state__in=TO_BE_ASKED, purged_at=None, proposer__isnull=False)
    for pk in waiting.filter(people__asked_at=None, people__isnull=False).values_list("pk", flat=True).distinct():
        with suppress(ValidationError), transaction.atomic():
            if proposal := waiting.select_for_update(of=("self",)).filter(pk=pk).first():
                ask_people(proposal, now)
