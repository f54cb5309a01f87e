"""Whole pages kept for anonymous readers, for as long as nothing public changes.

The content version is part of the key, so a page is never invalidated by name: any public change, committed, makes
every key new. ConditionalGetMiddleware gives each answer the ETag of its body; here a kept page answers 304 by it.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from publishing import content_version

# What an answer may depend on besides its address, for a reader without cookies.
VARIES_BY = ("HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_HX_REQUEST", "HTTP_ACCEPT", "HTTP_ORIGIN")
# Staff only, or files that have a cache of their own.
NOT_PAGES = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_anonymous_reading(request):
            return self.personal(request)
        if not settings.PAGE_CACHE_SECONDS:
            return self.shared(request)
        key = page_key(request, content_version.current())
        if (kept := cache.get(key)) is not None:
            return get_conditional_response(request, etag=kept["ETag"], response=kept)
        response = self.shared(request)
        # ConditionalGetMiddleware tells the ETag of answers to GET only; a HEAD is answered by what a GET has left.
        if request.method == "GET" and may_be_kept(response):
            cache.set(key, response, seconds_kept(response))
        return response

    def shared(self, request):
        """An answer that is the same for every anonymous reader: the browser keeps it and asks whether it is current."""
        response = self.get_response(request)
        if response.status_code == 200 and not response.cookies and not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True, public=True)
            patch_vary_headers(response, ["Cookie", "Authorization", "Accept-Language", "HX-Request"])
        return response

    def personal(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response


def is_anonymous_reading(request):
    """Tell whether the answer to `request` may be the same for everybody."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and not request.path.startswith(NOT_PAGES)
    )


def may_be_kept(response):
    kept_for_nobody = any(word in response.get("Cache-Control", "") for word in ("private", "no-store"))
    return response.status_code == 200 and not response.streaming and not response.cookies and not kept_for_nobody


def seconds_kept(response):
    """How long an answer may be shown again: one that depends on the clock says in `stale_at` when it will be wrong."""
    stale_at = getattr(response, "stale_at", None)
    if stale_at is None:
        return settings.PAGE_CACHE_SECONDS
    return max(0, min(settings.PAGE_CACHE_SECONDS, int((stale_at - timezone.now()).total_seconds())))


def page_key(request, version):
    """Return the cache key of `request` at content `version`; the address is hashed, however long it is."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    parts = [version, request.scheme, request.get_full_path(), packed]
    parts += [request.META.get(name, "") for name in VARIES_BY]
    # Nothing in the portal sets it, but Django would obey it where the address says no language.
    parts.append(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    return "page:" + hashlib.sha256(repr(parts).encode()).hexdigest()
