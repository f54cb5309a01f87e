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
    """Ranks for `user` what `asking` asks: `goal`, `target`, `country`, `region`, `group`, `side`."""

    def __init__(self, user, memory, asking):
        self.asking, self.memory = asking, memory
        self.organisations, self.partnerships = Organisations(user, memory), Partnerships(user, memory)

    def option(self, facet):
        """Return the Option chosen in `facet`, or None."""
        token = self.asking.chosen(facet)
        return next((one for one in self.organisations.options(facet) if one.token == token), None) if token else None

    @cached_property
    def goal(self):
        """The goal asked for, else that of the target."""
        if (target := self.option("target")) and not self.asking.chosen("goal"):
            return next(one for one in self.organisations.options("goal") if one.token == target.within)
        return self.option("goal")

    @cached_property
    def is_asked(self):
        return any(self.asking.chosen(name) for name in self.asking.choices)

    @cached_property
    def reasons(self):
        return [*self.asked_for(), *self.spoken_for()]

    def asked_for(self):
        """What the organisation has of what was asked."""
        wanted = [
            ("target", 4, self.option("target"), _("Works on target %(what)s")),
            ("goal", 3, self.goal, _("Works on goal %(what)s")),
            ("group", 3, self.option("group"), _("Serves %(what)s")),
            ("region", 2, self.option("region"), _("Is at work in %(what)s")),
            ("country", 2, self.option("country"), _("Is from %(what)s")),
        ]
        return [
            Reason(code, words % {"what": option.label}, weight, self.organisations.having(code, option))
            for code, weight, option, words in wanted
            if option
        ]

    def spoken_for(self):
        """What speaks for anybody: partnerships that there were, and that somebody looked at their papers."""
        found, partners = [], self.partnerships.members
        if self.goal:
            serving = self.partnerships.within(goal=self.goal)
            here = members_of(partners, serving)
            words = _("Has been a partner for goal %(goal)s") % {"goal": self.goal.token}
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
        """Those of the side asked for, not gone, with something of what was asked."""
        found = self.organisations.base
        if side := self.option("side"):
            found &= self.organisations.having("side", side)
        for option in self.organisations.options("status"):
            if option.token in GONE:
                found &= ~self.organisations.having("status", option)
        asked = [reason.members for reason in self.reasons if reason.is_asked]
        return found & union(asked) if asked else found

    @cached_property
    def tiers(self):
        """[(rank, bits)], the highest rank first, nobody twice: parted by each reason into who has it and who has not."""
        parts = [(0, self.candidates)] if self.is_asked else []
        for reason in self.reasons:
            parts = [
                (rank + weight, members)
                for rank, some in parts
                for weight, members in ((reason.weight, some & reason.members), (0, some & ~reason.members))
                if members
            ]
        found = defaultdict(int)
        for rank, members in parts:
            found[rank] |= members
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
