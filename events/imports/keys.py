"""By what a session or a person of a file is known again: "guid:…", "code:…" or "id:…", the strongest first."""

from uuid import UUID

from events.imports.texts import plain

LONGEST = 80


def keys_of(*, guid=None, code=None, number=None):
    """Return the keys that these values of a file make; what is empty or too long makes none."""
    found = [canonical(plain(guid)), pair("code", plain(code)), pair("id", plain(number))]
    return [key for key in found if key]


def canonical(guid):
    """A GUID is one, however it is written; whatever else stands in its place may still tell things apart."""
    try:
        return f"guid:{UUID(guid)}"
    except ValueError:
        return pair("guid", guid)


def pair(scheme, value):
    return f"{scheme}:{value}" if value and len(value) <= LONGEST else ""


def scheme_of(key):
    return key.partition(":")[0]


def value_of(key):
    return key.partition(":")[2]


def uuid_of(keys):
    """Return the UUID among `keys`, or None."""
    for key in keys:
        if scheme_of(key) == "guid":
            try:
                return UUID(value_of(key))
            except ValueError:
                return None
    return None
