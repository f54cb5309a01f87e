"""The addresses that the portal itself lists: what walks every page begins here."""

import re
from urllib.parse import urlsplit


def listed_in(client, address):
    """Return the addresses in one file of the sitemap, as paths with their query."""
    found = [urlsplit(one) for one in re.findall(r"<loc>(.*?)</loc>", client.get(address).text)]
    return [f"{one.path}?{one.query}" if one.query else one.path for one in found]


def every_address(client):
    """Return the path of every page in the sitemap, section by section."""
    return [address for section in listed_in(client, "/sitemap.xml") for address in listed_in(client, section)]
