from publishing import json_ld
from publishing.templatetags.content import spoken


def organisation_script(organisation, other_names, address):
    """Return the schema.org Organization of `organisation` at the full `address` of its page."""
    return json_ld.script(
        "Organization",
        name=spoken(organisation, "name")[0],
        alternateName=[name.text for name in other_names],
        description=spoken(organisation, "description")[0],
        sameAs=organisation.website,
        email=organisation.email,
        foundingDate=organisation.founded_on,
        url=address,
    )


def person_script(person, memberships, address):
    """Return the schema.org Person of `person`, a member of the organisations of `memberships`."""
    # An organisation that the reader may not see has not been fetched with the membership.
    found = (getattr(membership, "organisation", None) for membership in memberships)
    employers = [organisation for organisation in found if organisation]
    return json_ld.script(
        "Person",
        name=spoken(person, "name")[0],
        givenName=person.given_name,
        familyName=person.family_name,
        memberOf=[{"@type": "Organization", "name": spoken(employer, "name")[0]} for employer in employers],
        sameAs=person.website,
        url=address,
    )
