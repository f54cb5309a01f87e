from people.models.facets import FacetBlock
from people.models.groups import FocusArea, Group
from people.models.identifiers import OrganisationIdentifier
from people.models.memberships import Membership
from people.models.organisations import Organisation, OrganisationName, OrganisationTag, Side
from people.models.persons import Person
from people.models.users import User
from people.models.verifications import Verification

__all__ = [
    "FacetBlock",
    "FocusArea",
    "Group",
    "Membership",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationName",
    "OrganisationTag",
    "Person",
    "Side",
    "User",
    "Verification",
]
