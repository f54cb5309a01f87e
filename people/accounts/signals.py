"""What follows from steps that allauth takes: nobody else's password, and no older token, opens an account."""

from allauth.account.signals import (
    authentication_step_completed,
    password_changed,
    password_reset,
    password_set,
)
from allauth.mfa.signals import authenticator_added

from people.accounts.addresses import is_confirmed


def connect():
    authentication_step_completed.connect(take_over, dispatch_uid="people.accounts.take_over")
    for signal in (password_changed, password_reset, password_set, authenticator_added):
        signal.connect(end_tokens, dispatch_uid="people.accounts.end_tokens")


def take_over(sender, user, method, **kwargs):
    """Give the account to whoever first proves that its address is theirs, here by a code to sign in.

    Anybody may have signed up with it, and what they typed is forgotten, the password above all. A browser in which somebody
    has just signed up asks for another code, the one that confirms the address, so it is not theirs that is lost.
    """
    if method == "code" and not is_confirmed(user):
        user.set_unusable_password()
        user.first_name = user.last_name = ""
        user.save(update_fields=["password", "first_name", "last_name"])


def end_tokens(sender, user, **kwargs):
    """Whoever secures the account anew shuts out what signed in to the API before."""
    user.auth_token_set.all().delete()
