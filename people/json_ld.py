"""Organisations and people in schema.org's words; whatever they are given is what the reader may see."""

from people.columns import NAMES
from publishing import json_ld
from publishing.templatetags.content import spoken


def organisation_script(organisation, seats, partnerships, full):
    """Return the schema.org Organization of `organisation`, fetched for its page: a member of bodies and partnerships.

    `seats` are the memberships it holds; `full` makes an address of ours complete.
    """
    return json_ld.script(
        "Organization",
        name=spoken(organisation, "name")[0],
        alternateName=other_names(organisation),
        description=spoken(organisation, "description")[0],
        identifier=[property_value(one) for one in organisation.identifiers.all()],
        sameAs=organisation.website,
        email=organisation.email,
        telephone=organisation.telephone,
        address=postal_address(organisation),
        areaServed=[area(region) for region in organisation.regions.all()],
        foundingDate=organisation.founded_on,
        logo=organisation.logo and organisation.logo.fallback and full(organisation.logo.fallback["url"]),
        parentOrganization=organisation.parent and linked(organisation.parent, full),
        subOrganization=[linked(child, full) for child in organisation.children.all()],
        memberOf=joined(seats, partnerships, full),
        knowsAbout=[*goals_of(organisation, full), *(term(one, "name") for one in organisation.focus_areas.all())],
        url=full(organisation.get_absolute_url()),
    )


def joined(seats, partnerships, full):
    """Return the bodies that it has `seats` in, and the partnerships it takes part in."""
    bodies = (linked(body, full) for body in organisations_of(seats))
    return [*bodies, *(project(one, full) for one in partnerships)]


def other_names(organisation):
    """Return the names besides the one shown: in other languages, former ones, acronyms."""
    names = [getattr(organisation, name) for name in NAMES]
    names += [other.text for other in organisation.other_names.all()]
    return [name for name in dict.fromkeys(names) if name and name != spoken(organisation, "name")[0]]


def property_value(identifier):
    told = {"propertyID": identifier.scheme, "value": identifier.value, "url": identifier.scheme_url}
    return {"@type": "PropertyValue", **told}


def postal_address(organisation):
    told = {
        "streetAddress": organisation.address,
        "addressRegion": organisation.region and spoken(organisation.region, "name")[0],
        "addressCountry": organisation.country,
    }
    known = {name: fact for name, fact in told.items() if fact}
    return {"@type": "PostalAddress", **known} if known else None


def area(region):
    return {"@type": "AdministrativeArea", "name": spoken(region, "name")[0], "identifier": region.code}


def linked(organisation, full):
    url = full(organisation.get_absolute_url())
    return {"@type": "Organization", "name": spoken(organisation, "name")[0], "url": url}


def project(partnership, full):
    """Return what names a partnership; its own page tells the rest."""
    address = full(partnership.get_absolute_url())
    return {"@type": "Project", "@id": address, "name": spoken(partnership, "title")[0], "url": address}


def organisations_of(memberships):
    """Return the organisations of `memberships`, each once; one that the reader may not see was not fetched."""
    found = (getattr(membership, "organisation", None) for membership in memberships)
    return list(dict.fromkeys(organisation for organisation in found if organisation))


def goals_of(organisation, full):
    goals = dict.fromkeys(tag.goal for tag in organisation.tags.all())
    return [{**term(goal, "title"), "url": full(goal.get_absolute_url())} for goal in goals]


def term(row, field):
    return {"@type": "DefinedTerm", "name": spoken(row, field)[0]}


def person_script(person, memberships, address):
    """Return the schema.org Person of `person`, a member of the organisations of `memberships`."""
    employers = organisations_of(memberships)
    return json_ld.script(
        "Person",
        name=spoken(person, "name")[0],
        givenName=person.given_name,
        familyName=person.family_name,
        memberOf=[{"@type": "Organization", "name": spoken(employer, "name")[0]} for employer in employers],
        sameAs=person.website,
        url=address,
    )
