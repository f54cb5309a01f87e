"""Pages of rows that stand in an order which the index knows by itself: tiers of keys, one after the other."""

import re
from itertools import islice

from people.facets import bits
from publishing.keyset import Page

MARK = re.compile(r"(\d{1,9})~(\d{1,18})")


class Tiers:
    """`tiers` is a list of sets of keys as bits, none of them sharing a key; `descending` is the order within a tier.

    The address of a page names the row that it continues from, as `after=<number of the tier>~<key>`.
    """

    def __init__(self, tiers, *, descending=False):
        self.tiers, self.descending = tiers, descending

    def page(self, queryset, params, size):
        """Return the Page of at most `size` rows of `queryset` that `params` (request.GET) ask for."""
        if mark := self._mark(params.get("before")):
            found = list(islice(self._keys(mark, backwards=True), size + 1))
            places, has_previous, has_next = found[:size][::-1], len(found) > size, True
        else:
            mark = self._mark(params.get("after"))
            found = list(islice(self._keys(mark), size + 1))
            places, has_previous, has_next = found[:size], mark is not None, len(found) > size
        rows = queryset.in_bulk([key for _tier, key in places])
        previous = {"before": "{}~{}".format(*places[0])} if places and has_previous else {}
        following = {"after": "{}~{}".format(*places[-1])} if places and has_next else {}
        return Page([rows[key] for _tier, key in places if key in rows], previous, following)

    def _keys(self, mark, *, backwards=False):
        """Yield (tier, key) of all rows behind `mark`, or before it."""
        descending = self.descending != backwards
        for number in reversed(range(len(self.tiers))) if backwards else range(len(self.tiers)):
            members = self.tiers[number]
            if mark and (number > mark[0] if backwards else number < mark[0]):
                continue
            if mark and number == mark[0]:
                members = bits.below(members, mark[1]) if descending else bits.above(members, mark[1])
            yield from ((number, key) for key in bits.keys_of(members, descending=descending))

    def _mark(self, text):
        """Return (tier, key) of a cursor, or None for one that is not ours."""
        match = MARK.fullmatch(text or "")
        mark = match and tuple(map(int, match.groups()))
        return mark if mark and mark[0] < len(self.tiers) and mark[1] < 2**40 else None
