"""Addresses that open one thing and no other: signed, each for its purpose, so that nothing has to be kept.

What confirms a follow ends none, what ends one confirms and shows no other, and what ends all that an address follows stands
in digests alone: they come to nobody who did not confirm, and nobody else can have one sent.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import override

CONFIRM, DECLINE, OWN = "confirm", "decline", "own"


def signer(purpose):
    return Signer(salt=f"partnerships.following.{purpose}", sep=".")


def token_of(row, purpose):
    """Return the token of a Follow (to confirm, to decline) or a Follower (their own page)."""
    return signer(purpose).sign(row.guid.hex)


def guid_in(token, purpose):
    """Return the GUID that `token` was signed for; None where it is forged, or for another purpose."""
    try:
        return signer(purpose).unsign(token)
    except BadSignature:
        return None


def confirm_path(follow):
    return reverse("partnerships:follow_confirm", args=[token_of(follow, CONFIRM)])


def decline_path(follow):
    """Return the path of the page that ends `follow`, confirmed or not, and nothing else."""
    return reverse("partnerships:follow_decline", args=[token_of(follow, DECLINE)])


def decline_off_path(follow):
    """Return the path to which a mail program sends the one click that declines `follow`."""
    return reverse("partnerships:follow_decline_off", args=[token_of(follow, DECLINE)])


def own_path(follower):
    """Return the path of the page of all that an address follows, in the active language."""
    return reverse("partnerships:follow_own", args=[token_of(follower, OWN)])


def off_path(follower):
    """Return the path to which a mail program sends the one click that ends all."""
    return reverse("partnerships:follow_off", args=[token_of(follower, OWN)])


def in_full(path, row, language):
    """Return the whole address of the page that `path`, one of the above, names for `row`, in `language`."""
    with override(language):
        return settings.SITE_URL + path(row)
