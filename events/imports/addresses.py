"""Links of a session, to pages and files elsewhere."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from events.imports.problems import Problem
from events.imports.programme import Link
from events.imports.texts import plain, texts

check_url = URLValidator(schemes=["http", "https"])
LONGEST = 200  # what an address may have in the database


def is_address(url):
    try:
        check_url(url)
    except ValidationError:
        return False
    return len(url) <= LONGEST


def links_of(rows):
    """Return (Links, remarks) of rows with "url" and "title": each address once, without those that lead nowhere.

    Files that lie in the other system are told by a path alone; who reads ours could not follow it.
    """
    links, remarks = {}, []
    for row in rows:
        url = plain(row.get("url"))
        if is_address(url):
            links.setdefault(url, Link(url, texts(row.get("title")), bool(row.get("is_file"))))
        elif url:
            remarks.append(Problem("wrong_address", {"value": url[:LONGEST]}))
    return list(links.values()), remarks
