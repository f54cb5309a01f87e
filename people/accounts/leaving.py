"""Deleting an account: everything that is of one person alone goes; what belongs to others stays, without a name."""

from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError


def may_leave(user):
    """Staff ask an administrator: somebody has to know who takes over their work."""
    return not (user.is_staff or user.is_superuser)


def erase(user):
    """Delete the account, and what the trails of changes and of signing in tell of its owner.

    Each relation says by its `on_delete` what becomes of it: what cascades was this person's alone, what is set to null
    stays without them. Where something protects the account, a nameless one that nobody can use stays in its place.
    """
    with transaction.atomic(), disable_auditlog():
        LogEntry.objects.get_for_object(user).delete()
        LogEntry.objects.filter(actor=user).update(actor_email=None, remote_addr=None)
        for model in (AccessAttempt, AccessFailureLog, AccessLog):
            model.objects.filter(username=user.email.lower()).delete()
        try:
            with transaction.atomic():
                user.delete()
        except (ProtectedError, RestrictedError):
            make_nameless(user)


def make_nameless(user):
    """Keep a row that says nothing of anybody and lets nobody in."""
    for own in (user.emailaddress_set, user.authenticator_set, user.auth_token_set):
        own.all().delete()
    user.email = f"deleted-{user.pk}@deleted.invalid"  # RFC 2606: no mail ever arrives there
    user.first_name = user.last_name = ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
