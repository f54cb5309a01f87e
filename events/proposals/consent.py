"""Whoever is named in a proposal says by a signed link whether they agree to be shown."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from events.models import Proposal, ProposedPerson
from events.proposals.sessions import admit

SIGNER = Signer(salt="events.proposals.consent", sep=".")


def path_of(proposed):
    """Return the path at which `proposed` answers, in the active language."""
    return reverse("events:proposal_consent", args=[SIGNER.sign(proposed.guid.hex)])


def address_of(proposed):
    """Return the whole address, in the language of the proposal."""
    with override(proposed.proposal.language):
        return settings.SITE_URL + path_of(proposed)


def person_at(token):
    """Return the ProposedPerson for whom `token` was signed, or None: forged, for other words, or deleted meanwhile."""
    try:
        guid = SIGNER.unsign(token)
    except BadSignature:
        return None
    people = ProposedPerson.objects.select_related("proposal__call__event__place", "proposal__proposer")
    return people.filter(guid=guid).first()


@transaction.atomic
def answer(*, proposed, agrees):
    """Keep what somebody answered, and have it hold in the session if there is one. Done twice, changes nothing.

    Whoever decides, or writes the proposal, holds it too: so it is held first, and only then read what was asked. An answer
    to words that are others by then counts for nothing.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposed.proposal_id).first()
    asked = ProposedPerson.objects.select_related("person").filter(proposal=proposal, guid=proposed.guid).first()
    wanted = ProposedPerson.Consent.GIVEN if agrees else ProposedPerson.Consent.REFUSED
    if proposal and asked and asked.consent != wanted:
        asked.proposal, asked.consent, asked.answered_at = proposal, wanted, timezone.now()
        asked.save(update_fields=["consent", "answered_at"])
        if proposal.session:
            admit(asked, proposal.session)
