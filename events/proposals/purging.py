"""What is kept of proposals, and until when: the words and names until some time after the event, the figures for ever."""

from django.db import transaction
from django.utils import timezone

from events.models import Proposal
from events.models.registrations import new_code

NOTHING = {
    "title": "",
    "abstract": "",
    "access_needs": "",
    "technical_needs": "",
    "notes": "",
    "decision": "",
    "proposer": None,
}


def purge(proposal):
    """Delete who proposed and is named, all they wrote and what was said of it; state, kind, goals and points stay.

    The session that came of it, and the people in it, are the programme's own.
    """
    with transaction.atomic():
        proposal.people.all().delete()
        proposal.scores.update(comment="")
        # A new code, so that no mail leads here; no signal, no trail.
        Proposal.objects.filter(pk=proposal.pk).update(**NOTHING, code=new_code(), purged_at=timezone.now())
