"""The properties of an organisation in the forms of the data extension service: str, int, date."""

from people.models.organisations import Kind, Organisation
from places.countries import country_name


def fetched(entity, properties):
    """Return {property: list of values}; lists are empty for what is not known, and for an `entity` of None."""
    return {name: FETCHERS[name](entity) if entity else [] for name in properties}


def texts(*values):
    return [{"str": str(value)} for value in values if value]


def founded(entity):
    day = entity.facts["founded_on"]
    return [{"date": f"{day.isoformat()}T00:00:00Z"}] if day else []


def other_names(entity):
    """All names but the one that is shown, once each."""
    return texts(*(name for name in dict.fromkeys(entity.names) if name != entity.name))


FETCHERS = {
    "name": lambda entity: texts(entity.name),
    "other_names": other_names,
    "identifiers": lambda entity: texts(*(f"{scheme}-{value}" for scheme, value in entity.numbers)),
    "country": lambda entity: texts(country_name(entity.country) if entity.country else ""),
    "country_code": lambda entity: texts(entity.country),
    "region": lambda entity: texts(entity.region.name if entity.region else ""),
    "region_code": lambda entity: texts(entity.region.code if entity.region else ""),
    "kind": lambda entity: texts(Kind(entity.facts["kind"]).label),
    "status": lambda entity: texts(Organisation.Status(entity.facts["status"]).label),
    "website": lambda entity: texts(entity.facts["website"]),
    "founded": founded,
    "goals": lambda entity: [{"int": goal} for goal in entity.goals],
}
