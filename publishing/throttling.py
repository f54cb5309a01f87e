"""How often one may ask: the rates are in the settings, `DEFAULT_THROTTLE_RATES`; Retry-After tells when to come again."""

from django.conf import settings
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
