"""What a client says of an organisation beyond its name, understood as the import understands a cell."""

import datetime
import re
from types import SimpleNamespace

from django.core.exceptions import ValidationError

from people.models.identifiers import FORMATS, SCHEME, check_identifier
from registry.doubles.keys import site_key
from registry.imports import values as cells
from registry.imports.numbers import with_lost_zeros

NUMBER = re.compile(rf"(?:({SCHEME})[-: ])?([A-Z0-9]{{4,40}})", re.IGNORECASE)
UNKNOWN = (None, "")


def numbers_in(text):
    """Return the (scheme, value) that `text` may mean as an identifier, zeros put back that a spreadsheet took."""
    compact = re.sub(r"[\s '’]", "", text)
    match = NUMBER.fullmatch(compact)
    if match is None:
        return []
    schemes = [match[1].upper()] if match[1] else list(FORMATS)
    pairs = [(scheme, with_lost_zeros(scheme, match[2])) for scheme in schemes]
    return [pair for pair in pairs if is_right(*pair)]


def is_right(scheme, value):
    try:
        check_identifier(scheme, value)
    except ValidationError:
        return False
    return True


def understood(properties, references):
    """Return {property: set of values} of what `properties` say and we can read; the rest says nothing."""
    found = {}
    country = next((text for name, texts in properties if name == "country" for text in texts), "")
    source = SimpleNamespace(country=read("country", country, references, None), scheme="")
    for name, texts in properties:
        for text in texts:
            if (value := read(name, text, references, source)) not in UNKNOWN:
                found.setdefault(name, set()).update(value if isinstance(value, list) else [value])
    return found


def read(name, text, references, source):
    try:
        return READERS[name](text, references, source) if text else None
    except cells.Refused:
        return None


def read_founded(text, references, source):
    """A day, or a year alone, which an import would refuse but a comparison can use."""
    return text if re.fullmatch(r"\d{4}", text) else cells.read_day(text, "", references, source)


READERS = {
    "identifier": lambda text, references, source: numbers_in(text),
    "country": lambda text, references, source: cells.read_country(text, "", references, source),
    "region": lambda text, references, source: cells.read_region(text, "", references, source),
    "kind": lambda text, references, source: cells.read_kind(text, "", references, source),
    "status": lambda text, references, source: cells.read_status(text, "", references, source),
    "website": lambda text, references, source: site_key(text),
    "founded": read_founded,
}


def known_of(entity, name):
    """Return the set of values that `entity` has for a property, empty where nothing is known."""
    facts, founded = entity.facts, entity.facts["founded_on"]
    values = {
        "identifier": set(entity.numbers),
        "country": {facts["country"]},
        "region": {entity.region.code if entity.region else ""},
        "kind": {facts["kind"]},
        "status": {facts["status"]},
        "website": {site_key(facts["website"])},
        "founded": {founded.isoformat(), str(founded.year)} if isinstance(founded, datetime.date) else set(),
    }
    return values[name] - set(UNKNOWN)
