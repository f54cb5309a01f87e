"""Whether an address is confirmed: by its owner, or because an administrator entered it."""

from allauth.account.models import EmailAddress


def adopt_address(user):
    """Count the address of an account that nobody signed up for as confirmed.

    Whoever signs up gets a row that waits for its code. An account without one was made by an administrator, in the panel
    or by a command, who answers for the address.
    """
    if not EmailAddress.objects.filter(user=user).exists():
        own = {"verified": True, "primary": True}
        EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults=own)


def is_confirmed(user):
    """Tell whether somebody answers for the address: its owner, or an administrator."""
    answers = list(EmailAddress.objects.filter(user=user).values_list("verified", flat=True))
    return not answers or any(answers)


def adopt_on_sign_in(sender, user, **kwargs):
    """Signing in to the panel does not pass by the adapter."""
    adopt_address(user)


def forget_other_addresses(user):
    """Take away addresses that are no longer the user's: with them nobody shall get in."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email.lower()).delete()
