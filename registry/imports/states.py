"""An organisation as the fields of a register see it, so that a file and our rows can be compared field by field."""

from django.db.models import Prefetch

from people.columns import DESCRIPTIONS, NAMES, OTHER_NAMES
from people.models import Organisation, OrganisationTag
from publishing.cells import in_one_line
from registry.imports.values import as_read

PLAIN = [*NAMES, *DESCRIPTIONS, "legal_form", "kind", "country", "address", "status", "website", "email", "telephone"]
# Of these an organisation has as many as anybody has named: a source adds to them, and takes none away.
GATHERED = frozenset([*OTHER_NAMES, "other_identifiers"])
# What counts as said by nobody yet: a source may fill it without asking.
UNSAID = (None, "", [], Organisation.Status.UNKNOWN)


def with_state(organisations):
    """Fetch with `organisations` all that `state_of` reads: seven queries however many there are."""
    tags = Prefetch("tags", OrganisationTag.objects.all(), to_attr="sdg_tags")
    return organisations.select_related("region").prefetch_related(
        "regions", "focus_areas", "groups", "identifiers", "other_names", tags
    )


def state_of(organisation, field, wanted):
    """Return the value of `field` as values.read_row would give it; of names and numbers those that are `wanted`."""
    if field in PLAIN:
        return as_read(field, getattr(organisation, field) or "")
    if field == "founded_on":
        return organisation.founded_on.isoformat() if organisation.founded_on else None
    if field == "region":
        return organisation.region.code if organisation.region_id else None
    if field == "identifier":
        same_scheme = [[one.scheme, one.value] for one in organisation.identifiers.all() if one.scheme == wanted[0]]
        return wanted if wanted in same_scheme else next(iter(same_scheme), None)
    if field == "other_identifiers":
        known = [[one.scheme, one.value] for one in organisation.identifiers.all()]
        return [pair for pair in wanted if pair in known]
    if field in OTHER_NAMES:
        known = {in_one_line(name.text) for name in organisation.other_names.all()}
        return [text for text in wanted if text in known]
    return listed(organisation, field)


def listed(organisation, field):
    """Return the sorted codes of what an organisation has several of."""
    if field == "goals":
        return sorted(tag.goal_id for tag in organisation.sdg_tags if tag.target_id is None)
    if field == "targets":
        return sorted(tag.target_id for tag in organisation.sdg_tags if tag.target_id)
    if field == "regions":
        return sorted(region.code for region in organisation.regions.all())
    return sorted(row.slug for row in getattr(organisation, field).all())
