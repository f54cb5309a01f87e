"""Addresses of ours in full: for feeds, calendars and whoever else reads them elsewhere."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings


def full(address):
    """Return `address`, a path of ours or already complete, with the portal's own scheme and host."""
    return urljoin(settings.SITE_URL, address)


def host():
    """Return the name of the portal's host, without a port."""
    return urlsplit(settings.SITE_URL).hostname
