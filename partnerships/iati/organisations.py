"""Who reports an activity, who takes part in it and as what, in IATI's codes."""

from django.conf import settings
from lxml.builder import E

from partnerships.iati.narratives import narratives
from partnerships.models import Partner
from people.models import OrganisationIdentifier
from people.models.organisations import Kind

Role = Partner.Role
FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
# The code list OrganisationRole; an observer has none of its roles.
ROLES = {
    Role.FUNDER: FUNDING,
    Role.LEAD: ACCOUNTABLE,
    Role.GOVERNMENT: ACCOUNTABLE,
    Role.SIGNATORY: ACCOUNTABLE,
    Role.IMPLEMENTER: IMPLEMENTING,
    Role.TECHNICAL: IMPLEMENTING,
    Role.KNOWLEDGE: IMPLEMENTING,
    Role.CONVENER: IMPLEMENTING,
}
OTHER = "90"
# What no reference in IATI may hold (`regex_matches` in its standard ruleset), and no XML (NO_TEXT of publishing/cells.py,
# without the \x00 that no database of ours can ask for).
NOT_IN_REFERENCES = r"[/&|?\x01-\x1f\ufffe\uffff]"


def references():
    """Return the identifiers by which IATI can name organisations; whose is first, by age, stays so when others come."""
    return OrganisationIdentifier.objects.registered().exclude(value__regex=NOT_IN_REFERENCES).order_by("pk")


def reference_of(organisation):
    """Return "KZ-BIN-…" of an `organisation` fetched with its `references`, or None without an identifier."""
    return next((str(one) for one in organisation.references), None)


def type_of(organisation):
    """Return the code of the list OrganisationType; ours are the same, and a commission or council is none of them."""
    return OTHER if organisation.kind == Kind.BODY else organisation.kind


def named(element, organisation, **codes):
    """Return an `element` that names `organisation` by its reference, if it has one, its type, `codes` and its names."""
    reference = reference_of(organisation)
    told = {**({"ref": reference} if reference else {}), "type": type_of(organisation), **codes}
    return E(element, told, *narratives(organisation, "name"))


def reporting_org(partnership):
    """Return who answers for what is told; anybody but the owner of the portal is told of at second hand."""
    organisation = partnership.reporting_organisation
    at_second_hand = reference_of(organisation) != settings.IATI_PUBLISHER
    return named("reporting-org", organisation, **{"secondary-reporter": "1" if at_second_hand else "0"})


def participating_orgs(partnership):
    """Return each organisation once for each of its roles, in the order of the partners."""
    roles = {}
    for partner in partnership.partners.all():
        for role in roles_of(partner):
            roles.setdefault((partner.organisation_id, role), partner.organisation)
    return [named("participating-org", organisation, role=role) for (_key, role), organisation in roles.items()]


def roles_of(partner):
    """Return the codes of what `partner` does: whoever brings money funds, besides what they are named as."""
    found = [ROLES[partner.role]] if partner.role in ROLES else []
    return [*found, FUNDING] if partner.amount and FUNDING not in found else found
