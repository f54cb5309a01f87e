"""Which types and properties the service speaks of. Their ids are what the API calls them elsewhere."""

from django.utils.translation import gettext_lazy as _

from people.models.organisations import SIDE_OF, Kind, Side

ORGANISATION = "organisation"
# What can be compared in a question, and what it means to know of a candidate.
COMPARED = {
    "identifier": _("Identifier"),
    "country": _("Country"),
    "region": _("Region"),
    "kind": _("Kind"),
    "status": _("Status"),
    "website": _("Website"),
    "founded": _("Founded"),
}
# What can be fetched of an organisation that was found.
FETCHED = {
    "name": _("Name"),
    "other_names": _("Other names"),
    "identifiers": _("Identifiers"),
    "country": _("Country"),
    "country_code": _("Country, as a code"),
    "region": _("Region"),
    "region_code": _("Region, as a code"),
    "kind": _("Kind"),
    "status": _("Status"),
    "website": _("Website"),
    "founded": _("Founded"),
    "goals": _("Goals"),
}


def types():
    """Return {id: name} of all types: any organisation, then those of a side, then those of a kind."""
    return {ORGANISATION: str(_("Organisation")), **dict(Side.choices), **dict(Kind.choices)}


def type_of(kind):
    """Return the types of an organisation of this `kind`, the narrowest first."""
    names, side = types(), SIDE_OF[kind]
    return [{"id": str(one), "name": str(names[one])} for one in (kind, side, ORGANISATION)]


def kinds_of(type_id):
    """Return the kinds that belong to a type."""
    return [kind for kind in Kind if type_id in (ORGANISATION, kind, SIDE_OF[kind])]
