"""What is measured, and what others reached: requests per second on two cores, gunicorn with two sync workers.

The figures are those of the project's design, section 7, measured in 2026 on a machine of the same size: `plain` is
good Django and Django REST Framework on 18,000 organisations or 300 sessions, `possible` the best that was tried for
the same work. Where a range was found its upper end stands here. None: not measured there.
"""

from typing import NamedTuple


class Reference(NamedTuple):
    plain: float | None
    possible: float | None


class Page(NamedTuple):
    name: str
    path: str
    sqlite: Reference
    postgres: Reference


UNKNOWN = Reference(None, None)
PROGRAMME = Reference(34, 3300)  # 300 sessions as HTML; `possible` is the whole page from the cache
SESSION = Reference(1070, None)
CARDS = Reference(200, 1550)  # a list page of 24 cards; `possible` from ready HTML fragments

PAGES = [
    Page("home", "/en/", UNKNOWN, UNKNOWN),
    Page("event, 30 sessions", "/en/events/synthetic-forum/", UNKNOWN, UNKNOWN),
    Page("event, 300 sessions", "/en/events/synthetic-congress/", PROGRAMME, PROGRAMME),
    Page("session", "/en/events/synthetic-forum/synthetic-forum-7/", SESSION, SESSION),
    Page("organisations", "/en/organisations/", CARDS, CARDS),
    # `possible`: keyset paging and values(); JSON built by the database itself reached 2,280 and 1,000.
    Page("API, 50 organisations", "/api/v1/organisations/?page_size=50", Reference(270, 930), Reference(225, 710)),
    Page("goals x countries", "/en/pictures/goals/", UNKNOWN, UNKNOWN),
    Page("goals x regions", "/en/pictures/goals/?by=region", UNKNOWN, UNKNOWN),
    Page("gaps", "/en/pictures/gaps/", UNKNOWN, UNKNOWN),
    Page("network", "/en/pictures/network/", UNKNOWN, UNKNOWN),
    Page("partner finder", "/en/partner-finder/?goal=6&country=KZ", UNKNOWN, UNKNOWN),
    # `plain`: icontains; `possible`: full text and keyset paging.
    Page("search", "/en/search/?q=water", Reference(76, 1140), Reference(23, 860)),
]
