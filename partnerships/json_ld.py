"""A partnership in schema.org's words; whatever it is given is what the reader may see."""

from django.utils.text import capfirst

from events.json_ld import goal_term, organisation
from partnerships.models import Partner, Partnership
from people.json_ld import area
from places.countries import country_name
from publishing import json_ld
from publishing.addresses import full
from publishing.json_ld import thing
from publishing.templatetags.content import spoken

KNOWN_OF_DATES = {"day": 10, "month": 7, "year": 4}  # so many signs of "2024-07-01"


def partnership_script(partnership):
    """Return the schema.org Project, or for a grant the Grant that funds one, of `partnership`, fetched for its page."""
    told = facts(partnership)
    if partnership.kind != Partnership.Kind.GRANT:
        return json_ld.script("Project", **told)
    funders = [organisation(partner.organisation) for partner in partnership.partners.all() if funds(partner)]
    named = {name: told[name] for name in ("@id", "name", "description", "url", "identifier")}
    project = thing("Project", **{**told, "@id": told["@id"] + "#project"})
    return json_ld.script("Grant", **named, funder=funders, fundedItem=project)


def facts(partnership):
    """Return what is known of it as a Project, whose members are its partners, each in its role."""
    address = full(partnership.get_absolute_url())
    partners = partnership.partners.all()
    return {
        "@id": address,
        "name": spoken(partnership, "title")[0],
        "description": spoken(partnership, "summary")[0],
        "url": address,
        "sameAs": partnership.website,
        "identifier": f"urn:uuid:{partnership.guid}",
        "foundingDate": founding_date(partnership),
        "dissolutionDate": partnership.ends_on,
        "areaServed": areas(partnership),
        "keywords": [goal_term(tag) for tag in partnership.tags.all()],
        "member": [member(partner) for partner in partners],
        "funder": [organisation(partner.organisation) for partner in partners if funds(partner)],
        "funding": [grant(partner) for partner in partners if partner.amount],
    }


def founding_date(partnership):
    """Return when it began, else when it was signed: the day, or as much of it as is known, "2024-07" or "2024"."""
    if partnership.starts_on or not partnership.signed_on:
        return partnership.starts_on
    return partnership.signed_on.isoformat()[: KNOWN_OF_DATES[partnership.signed_precision]]


def funds(partner):
    return partner.role == Partner.Role.FUNDER or bool(partner.amount)


def member(partner):
    role = capfirst(str(partner.get_role_display()))
    return thing("OrganizationRole", roleName=role, member=organisation(partner.organisation))


def grant(partner):
    """Return the money that `partner` brings."""
    amount = thing("MonetaryAmount", value=partner.amount, currency=partner.currency)
    return thing("MonetaryGrant", funder=organisation(partner.organisation), amount=amount)


def areas(partnership):
    """Return its countries, then its regions."""
    countries = [thing("Country", name=country_name(code), identifier=code) for code in partnership.countries]
    return [*countries, *(area(region) for region in partnership.regions.all())]
