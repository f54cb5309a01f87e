"""Who in the portal may be the people whom a proposal names: suggested to staff, never taken for them."""

import re
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q

from events.models import Appearance
from people.models import Person
from publishing.folding import fold
from publishing.search import matching
from publishing.wording import in_every_language

WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Namesake:
    """A person of the same name; `is_of_same_organisation` where they are known to belong to the one named too."""

    person: Person
    organisations: list = field(default_factory=list)
    is_of_same_organisation: bool = False


def words(text):
    """Return what is the same of a name however it is spelt, in whichever order."""
    return frozenset(fold(word) for word in WORD.findall(text or "")) - {""}


def namesakes_of(people):
    """Return [(ProposedPerson, [Namesake])] of those who are not chosen yet; as many queries for ten people as for one."""
    open_ones = [proposed for proposed in people if proposed.person_id is None and words(proposed.name)]
    if not open_ones:
        return []
    found = reduce(or_, (Q(pk__in=matching(Person.objects.all(), one.name).values("pk")) for one in open_ones))
    appearances = Prefetch("appearances", Appearance.objects.select_related("organisation"))
    candidates = Person.objects.filter(found).prefetch_related(appearances, "memberships__organisation")
    known = [
        (candidate, {words(getattr(candidate, name)) for name in in_every_language("name")}) for candidate in candidates
    ]
    return [(one, alike(one, [person for person, names in known if words(one.name) in names])) for one in open_ones]


def alike(proposed, persons):
    """Return the Namesakes among `persons`, those of the same organisation first."""
    wanted = words(proposed.organisation_name)
    found = []
    for person in persons:
        rows = [*person.memberships.all(), *person.appearances.all()]
        organisations = list({row.organisation_id: row.organisation for row in rows if row.organisation}.values())
        names = {words(getattr(one, name)) for one in organisations for name in in_every_language("name")}
        found.append(Namesake(person, organisations, bool(wanted) and wanted in names))
    return sorted(found, key=lambda one: (not one.is_of_same_organisation, one.person.pk))
