"""What a visitor has chosen comes to: the organisations that fit, and how many would with each further choice."""

from functools import cached_property

from people.facets import bits
from people.facets.memory import current
from people.facets.options import options
from people.facets.values import EVERY, PUBLIC
from people.models.organisations import Organisation
from publishing.search import ranked_keys
from publishing.visibility import may


class Selection:
    """The organisations that `user` may see and that have one of the chosen values in every facet.

    `chosen` is {facet: [token of the address]}, `text` the words of a search.
    """

    def __init__(self, user, chosen=None, text="", memory=None):
        self.memory = memory or current()
        self.base = self.memory.bits(EVERY if may(user, "view", Organisation) else PUBLIC)
        self.text = text.strip()
        self.chosen = {facet: tokens for facet, tokens in (chosen or {}).items() if tokens}

    @cached_property
    def bits(self):
        """Those that fit everything that is chosen."""
        return self.others_than(None)

    @cached_property
    def count(self):
        return self.bits.bit_count()

    def counts(self, facet):
        """Return [(Option, number)]: how many there are with each value, whatever else is chosen in this facet."""
        rest = self.others_than(facet)
        return [(option, (rest & self.any_of(option.values)).bit_count()) for option in options(facet, self.memory)]

    def without(self, facet):
        """Return how many have no value of `facet`, whatever is chosen in it."""
        every = (value for option in options(facet, self.memory) for value in option.values)
        return (self.others_than(facet) & ~self.any_of(every)).bit_count()

    def within(self, facet):
        """Return [(Option, number)]: how many of those chosen have each value."""
        return [
            (option, (self.bits & self.any_of(option.values)).bit_count()) for option in options(facet, self.memory)
        ]

    def tiers(self):
        """Return what was found by `text` as a list of bits, the closest first, none of them twice."""
        return [tier & self.bits for tier in self.found]

    def others_than(self, facet):
        """Return those that fit everything chosen in the other facets."""
        found = self.base
        for name, fitting in self.by_facet.items():
            if name != facet:
                found &= fitting
        if self.text:
            whole, named, rest = self.found
            found &= whole | named | rest
        return found

    @cached_property
    def by_facet(self):
        """{facet: those that have one of the values chosen in it}; a token that does not exist fits nobody."""
        found = {}
        for facet, tokens in self.chosen.items():
            wanted = [option for option in options(facet, self.memory) if option.token in tokens]
            found[facet] = self.any_of(value for option in wanted for value in option.values)
        return found

    @cached_property
    def found(self):
        """What the search found, the closest first: three sets that share nobody."""
        return self.memory.found(self.text, search)

    def any_of(self, values):
        found = 0
        for value in values:
            found |= self.memory.bits(value)
        return found


def search(text):
    """Return the organisations called `text`, those with its words in their names, and the others, as bits."""
    whole, named, every = map(bits.from_keys, ranked_keys(Organisation, text))
    return [whole & every, named & ~whole, every & ~named & ~whole]
