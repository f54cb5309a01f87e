"""What organisations have: the one place that says which facets there are in the index."""

from people.models.organisations import Organisation, OrganisationTag
from people.models.verifications import Verification

# Facets that nobody chooses: every row there is, and those that the public may see.
EVERY, PUBLIC = ("every", ""), ("public", "")
# In an index that holds what this module says. Raise it with every change of `pairs`, so that `migrate` works it out anew.
FORMAT = ("format", "1")
# Of which an organisation has one value, in a column of its own.
COLUMNS = ("country", "kind", "status")


def pairs(**lookup):
    """Return [((facet, value), key)] of the organisations whose key fits `lookup`, as in `pairs(gte=1, lte=9)`.

    Values are texts: the code of a country, kind or status, a year, a level with the last day on which it counts, else the
    key of the row that is meant. Eight queries, however many organisations.
    """
    found = [*own_pairs(lookup), *linked_pairs(lookup), *verification_pairs(lookup)]
    return [*found, *served_pairs(found)]


def own_pairs(lookup):
    rows = Organisation.objects.filter(**renamed(lookup, "pk"))
    yield from ((PUBLIC, key) for key in rows.published().values_list("pk", flat=True))
    for key, region, founded_on, *codes in rows.values_list("pk", "region", "founded_on", *COLUMNS):
        yield EVERY, key
        if region:
            yield ("region", str(region)), key
        if founded_on:
            yield ("founded", str(founded_on.year)), key
        yield from (((facet, code), key) for facet, code in zip(COLUMNS, codes, strict=True) if code)


def linked_pairs(lookup):
    links = [
        ("region", Organisation.regions.through, "region"),
        ("focus_area", Organisation.focus_areas.through, "focusarea"),
        ("group", Organisation.groups.through, "group"),
        ("goal", OrganisationTag, "goal"),
        ("target", OrganisationTag, "target"),
    ]
    for facet, model, column in links:
        rows = model._base_manager.filter(**renamed(lookup, "organisation"), **{f"{column}__isnull": False})
        for value, key in rows.values_list(f"{column}_id", "organisation_id"):
            yield (facet, str(value)), key


def verification_pairs(lookup):
    rows = Verification.objects.filter(voided_on__isnull=True, **renamed(lookup, "organisation"))
    for level, expires_on, key in rows.values_list("level", "expires_on", "organisation"):
        yield ("verified", f"{level} {expires_on.isoformat()}"), key


def served_pairs(found):
    """Whether an organisation serves any group at all: it counts once, however many groups it serves."""
    serving = {key for (facet, _value), key in found if facet == "group"}
    yield from ((("served", "any"), key) for key in serving)
    yield from ((("served", "none"), key) for name, key in found if name == EVERY and key not in serving)


def renamed(lookup, name):
    return {f"{name}__{kind}": value for kind, value in lookup.items()}
