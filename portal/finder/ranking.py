"""Who fits: a reason is a set of organisations with a weight, a rank the sum of the weights of all that hold."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from people.facets import bits
from people.models.organisations import Organisation
from portal.pictures.sets import Organisations, Partnerships

# Who is not there to be asked any more.
GONE = (Organisation.Status.INACTIVE, Organisation.Status.LIQUIDATION)


class Reason(NamedTuple):
    """`members` (bits) are those of whom it holds; `is_asked` if it is what was asked for, not what speaks for them."""

    code: str
    words: str
    weight: int
    members: int
    is_asked: bool = True


class Finder:
    """Ranks for `user` what `asking`, a FinderForm, asks."""

    def __init__(self, user, memory, asking):
        self.asking, self.memory = asking, memory
        self.organisations, self.partnerships = Organisations(user, memory), Partnerships(user, memory)

    def options(self, facet):
        """Return the Options chosen in `facet`, in their order."""
        tokens = self.asking.chosen(facet)
        return [one for one in self.organisations.options(facet) if one.token in tokens] if tokens else []

    @cached_property
    def goals(self):
        """The goals asked for, and those of the targets."""
        wanted = {*self.asking.chosen("goal"), *(target.within for target in self.options("target"))}
        return [one for one in self.organisations.options("goal") if one.token in wanted] if wanted else []

    @property
    def is_asked(self):
        return self.asking.is_asked

    @cached_property
    def reasons(self):
        return [*self.asked_for(), *self.spoken_for()]

    def asked_for(self):
        """What the organisation has of what was asked."""
        wanted = [
            ("target", 4, self.options("target"), _("Works on target %(what)s")),
            ("goal", 3, self.goals, _("Works on goal %(what)s")),
            ("group", 3, self.options("group"), _("Serves %(what)s")),
            ("region", 2, self.options("region"), _("Is at work in %(what)s")),
            ("country", 2, self.options("country"), _("Is from %(what)s")),
        ]
        return [
            Reason(code, words % {"what": option.label}, weight, self.organisations.having(code, option))
            for code, weight, options, words in wanted
            for option in options
        ]

    def spoken_for(self):
        """What speaks for anybody: partnerships that there were, and that somebody looked at their papers."""
        found, partners = [], self.partnerships.members
        for goal in self.goals:
            serving = self.partnerships.within(goal=goal)
            here = members_of(partners, serving)
            words = _("Has been a partner for goal %(goal)s") % {"goal": goal.token}
            found.append(Reason("partner_for_goal", words, 2, here, is_asked=False))
        ever = members_of(partners, self.partnerships.base)
        found.append(Reason("partner", _("Has been a partner before"), 1, ever, is_asked=False))
        found.append(Reason("verified", _("Is verified"), 1, self.verified(), is_asked=False))
        return found

    def verified(self):
        found = 0
        for option in self.organisations.options("verified"):
            found |= self.organisations.having("verified", option)
        return found

    @cached_property
    def candidates(self):
        """Those of a side asked for, neither gone nor left out, with something of what was asked."""
        found = self.organisations.base & ~bits.from_keys([row.pk for row in self.asking.left_out()])
        if sides := self.options("side"):
            found &= union(self.organisations.having("side", side) for side in sides)
        for option in self.organisations.options("status"):
            if option.token in GONE:
                found &= ~self.organisations.having("status", option)
        asked = [reason.members for reason in self.reasons if reason.is_asked]
        return found & union(asked) if asked else found

    @cached_property
    def tiers(self):
        """[(rank, bits)], the highest rank first, nobody twice: parted by each reason into who has it and who has not.

        Those of one rank are put together at once, so there are never more parts than ranks.
        """
        found = {0: self.candidates} if self.is_asked else {}
        for reason in self.reasons:
            parted = defaultdict(int)
            for rank, members in found.items():
                parted[rank + reason.weight] |= members & reason.members
                parted[rank] |= members & ~reason.members
            found = {rank: members for rank, members in parted.items() if members}
        return sorted(found.items(), reverse=True)

    @property
    def count(self):
        return sum(members.bit_count() for _rank, members in self.tiers)

    def reasons_for(self, key):
        """Return the Reasons that hold for the organisation with this key."""
        return [reason for reason in self.reasons if reason.members >> key & 1]


def members_of(partners, partnerships):
    """Return the organisations that take part in any of `partnerships`, as bits, of {partnership: [organisation]}."""
    return bits.from_keys({key for one in bits.keys_of(partnerships) for key in partners.get(one, ())})


def union(sets):
    found = 0
    for one in sets:
        found |= one
    return found
