"""How often one may ask: the rates are in the settings, `DEFAULT_THROTTLE_RATES`; Retry-After tells when to come again."""

from math import ceil

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import ngettext
from rest_framework import throttling


class SettingsRate:
    """Reads its rate when asked, not when the module is loaded, so that settings may change it."""

    def get_rate(self):
        return settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"].get(self.scope)


class AnonymousThrottle(SettingsRate, throttling.AnonRateThrottle):
    """By address, for whoever does not sign in."""


class SignedInThrottle(SettingsRate, throttling.UserRateThrottle):
    """By account; leaves anonymous readers to AnonymousThrottle."""

    def get_cache_key(self, request, view):
        return super().get_cache_key(request, view) if request.user and request.user.is_authenticated else None


class AddressThrottle(SettingsRate, throttling.SimpleRateThrottle):
    """By address, whoever asks; also for a page, whose request has all that is read of it."""

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class SignInThrottle(AddressThrottle):
    """Guessing passwords is slow."""

    scope = "sign_in"


class ReportThrottle(AddressThrottle):
    """Whoever reports mistakes all day leaves the editors no time for the others."""

    scope = "report"


class RegistrationThrottle(AddressThrottle):
    """Each registration takes a seat for a while and sends a mail."""

    scope = "registration"


class FollowThrottle(AddressThrottle):
    """Each wish to follow something may send a mail to an address that is not the sender's."""

    scope = "follow"


class ProposalThrottle(SignedInThrottle):
    """Each version of a proposal may send mails to those whom it names."""

    scope = "proposal"


class ContributionThrottle(SignedInThrottle):
    """By account: whoever hands one in is signed in, and an office full of NGOs may be one address."""

    scope = "contribution"


class ExportThrottle(AddressThrottle):
    """A whole registry keeps a worker busy for as long as it is sent; staff take theirs when they need it."""

    scope = "export"

    def get_cache_key(self, request, view):
        return None if request.user.is_staff else super().get_cache_key(request, view)


def too_often(throttle):
    """Return the answer in plain text to whoever `throttle` has not let pass."""
    seconds = ceil(throttle.wait() or 0)
    minutes = ceil(seconds / 60)
    told = ngettext(
        "Many files were fetched from your address: come again in %d minute.",
        "Many files were fetched from your address: come again in %d minutes.",
        minutes,
    )
    headers = {"Retry-After": seconds, "Content-Type": "text/plain; charset=utf-8"}
    return HttpResponse(told % minutes, status=429, headers=headers)
