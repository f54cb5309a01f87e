"""The answer at an address from which something has moved for good."""

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control


def moved_to(address, request):
    """Return a permanent redirect to `address` with the query of `request`.

    Whoever keeps it asks each time whether it still holds: a merge that is undone gives the old address its row back.
    """
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    patch_cache_control(response, no_cache=True)
    return response
