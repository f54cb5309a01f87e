"""An organisation as the fields of a register see it, so that a file and our rows can be compared field by field."""

from django.db.models import Prefetch

from people.models import Organisation, OrganisationName, OrganisationTag
from publishing.wording import LANGUAGE_CODES

WORDED = [f"{name}_{code}" for name in ("name", "description") for code in LANGUAGE_CODES]
PLAIN = [*WORDED, "legal_form", "kind", "country", "address", "status", "website", "email"]
OTHER_NAMES = {"acronym": OrganisationName.Kind.ACRONYM, "former_name": OrganisationName.Kind.FORMER}
# What counts as said by nobody yet: a source may fill it without asking.
UNSAID = (None, "", [], Organisation.Status.UNKNOWN)


def with_state(organisations):
    """Fetch with `organisations` all that `state_of` reads: seven queries however many there are."""
    tags = OrganisationTag.objects.filter(target__isnull=True)
    return organisations.select_related("region").prefetch_related(
        "regions", "focus_areas", "groups", "identifiers", "other_names", Prefetch("tags", tags, to_attr="goal_tags")
    )


def state_of(organisation, field, wanted):
    """Return the value of `field` as values.read_row would give it; of names and numbers the one that is `wanted`."""
    if field in PLAIN:
        return getattr(organisation, field) or ""
    if field == "founded_on":
        return organisation.founded_on.isoformat() if organisation.founded_on else None
    if field == "region":
        return organisation.region.code if organisation.region_id else None
    if field == "identifier":
        same_scheme = [[one.scheme, one.value] for one in organisation.identifiers.all() if one.scheme == wanted[0]]
        return wanted if wanted in same_scheme else next(iter(same_scheme), None)
    if field in OTHER_NAMES:
        return wanted if wanted in {name.text for name in organisation.other_names.all()} else None
    return listed(organisation, field)


def listed(organisation, field):
    """Return the sorted codes of what an organisation has several of."""
    if field == "goals":
        return sorted(tag.goal_id for tag in organisation.goal_tags)
    if field == "regions":
        return sorted(region.code for region in organisation.regions.all())
    return sorted(row.slug for row in getattr(organisation, field).all())
