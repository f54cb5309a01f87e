"""Addresses that open one registration and no other: signed, each for its purpose, so that nothing has to be kept."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import override

from events.models import Registration

OWN, CONFIRM = "own", "confirm"


def signer(purpose):
    return Signer(salt=f"events.registration.{purpose}", sep=".")


def token_of(registration, purpose):
    return signer(purpose).sign(registration.guid.hex)


def registration_at(token, purpose):
    """Return the registration that `token` was signed for, or None: forged, for another purpose, or deleted meanwhile."""
    try:
        guid = signer(purpose).unsign(token)
    except BadSignature:
        return None
    return Registration.objects.personal().select_related("event__place").filter(guid=guid).first()


def path_of(registration, name="own"):
    """Return the path of a page of one's own registration, in the active language."""
    purpose = CONFIRM if name == "confirm" else OWN
    return reverse(f"events:ticket_{name}", args=[token_of(registration, purpose)])


def address_of(registration, name="own"):
    """Return the whole address of such a page, in the language of the registration."""
    with override(registration.language):
        return settings.SITE_URL + path_of(registration, name)
