"""Pages that whoever has their signed address may see: nobody keeps them, and nothing tells where one was."""

from django.utils.cache import add_never_cache_headers


def keep_secret(response):
    """Return `response` with the headers that keep its address to the reader."""
    add_never_cache_headers(response)
    # Others are not told the address. We are: without it a form of the page has no origin, and is refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
