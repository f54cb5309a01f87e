"""What is kept of proposals, and until when: the words and names until some time after the event, the figures for ever."""

from auditlog.models import LogEntry
from django.db import transaction
from django.utils import timezone

from events.models import Appearance, Proposal, ProposedPerson
from events.models.registrations import new_code
from events.proposals.sessions import forget_new_person

NOTHING = {
    "title": "",
    "abstract": "",
    "access_needs": "",
    "technical_needs": "",
    "notes": "",
    "decision": "",
    "proposer": None,
    "asked": [],
}


def purge(proposal):
    """Delete who proposed and is named, all they wrote and what was said of it; state, kind, goals and points stay.

    The session that came of it, and those in it who agreed, are the programme's own.
    """
    with transaction.atomic():
        forget_the_silent(proposal)
        trail = LogEntry.objects.get_for_object(proposal).filter(actor=proposal.proposer_id)
        trail.update(actor=None, actor_email=None, remote_addr=None)
        proposal.people.all().delete()
        proposal.scores.update(comment="")
        # A new code, so that no mail leads here; no signal, no trail.
        Proposal.objects.filter(pk=proposal.pk).update(**NOTHING, code=new_code(), purged_at=timezone.now())


def forget_the_silent(proposal):
    """Delete the people who were added for the session and never agreed to be shown in it."""
    added = proposal.people.filter(is_new_person=True, person__isnull=False).select_related("person")
    for proposed in added.exclude(consent=ProposedPerson.Consent.GIVEN):
        there = Appearance.objects.filter(session=proposal.session_id, person=proposed.person)
        there.filter(status__in=[Appearance.Status.INVITED, Appearance.Status.CANCELLED]).delete()
        forget_new_person(proposed)
