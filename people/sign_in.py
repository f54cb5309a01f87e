"""What django-axes counts wrong passwords by: the account and the address they came from."""

from rest_framework.throttling import BaseThrottle


def account_of(request, credentials=None):
    """Return the name given to sign in, in the one spelling that stands for all: accounts are found in any case.

    The panel and the API call it "username", the page for everybody "login" in its form and "email" to the backends.
    """
    credentials = credentials or {}
    given = credentials.get("username") or credentials.get("email")
    given = given or request.POST.get("username") or request.POST.get("login") or ""
    return given.strip().lower()


def address_of(request):
    """Return the address of whoever asks; behind a proxy as the throttles of the API read it."""
    return BaseThrottle().get_ident(request)
