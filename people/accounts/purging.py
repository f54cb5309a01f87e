"""Accounts that somebody signed up for and never confirmed: they go after UNCONFIRMED_ACCOUNT_DAYS."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from people.accounts.leaving import erase
from people.models import User


def unconfirmed_since(at):
    """Return the accounts that are due to be deleted as at a moment: whose code nobody ever typed."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        date_joined__lt=at - timedelta(days=settings.UNCONFIRMED_ACCOUNT_DAYS),
        last_login=None,
        is_staff=False,
        is_superuser=False,
    )


def delete_unconfirmed(at):
    """Delete them, trail included, and return how many there were. Whoever confirms at this moment stays."""
    number = 0
    for pk in list(unconfirmed_since(at).values_list("pk", flat=True)):
        with transaction.atomic():
            user = unconfirmed_since(at).select_for_update().filter(pk=pk).first()
            if user is not None:
                erase(user)
                number += 1
    return number
