"""Whoever is named in a proposal says by a signed link whether they agree to be shown."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from events.models import ProposedPerson
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
    """Keep what somebody answered, and have it hold in the session if there is one. Done twice, changes nothing."""
    people = ProposedPerson.objects.select_for_update(of=("self",))
    proposed = people.select_related("proposal__session", "person").get(pk=proposed.pk)
    wanted = ProposedPerson.Consent.GIVEN if agrees else ProposedPerson.Consent.REFUSED
    if proposed.consent != wanted:
        proposed.consent, proposed.answered_at = wanted, timezone.now()
        proposed.save()
        if proposed.proposal.session:
            admit(proposed, proposed.proposal.session)
    return proposed
