"""The rows of a queryset whose key is in a set of bits, read as if they were a queryset.

A small set is asked for by its keys. Of a large one the order is read from its index, some rows more than are needed, and
those outside the set are left out: so a page costs the same however many rows there are, and no database has to
plan a query over a dozen conditions.
"""

from itertools import islice

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from people.facets import bits

FEW = 1_000  # members, up to which their keys are part of the question
MARGIN = 1.5  # how many more rows are read than should be needed if the set is spread evenly


class Sieve:
    """`members` (bits) of the rows of `queryset`. It can be ordered, filtered, sliced and counted, as paging does."""

    ordered = True

    def __init__(self, queryset, members, conditions=()):
        self.queryset, self.members, self.conditions = queryset, members, conditions

    @property
    def model(self):
        return self.queryset.model

    @property
    def narrowed(self):
        """The queryset with what has been asked besides the set."""
        return self.queryset.filter(*self.conditions)

    def but(self, change):
        """Return the Sieve of `change(queryset)`, which adds to what is fetched and not to what is asked."""
        return Sieve(change(self.queryset), self.members, self.conditions)

    def order_by(self, *fields):
        return Sieve(self.queryset.order_by(*fields), self.members, self.conditions)

    def filter(self, *conditions, **lookups):
        return Sieve(self.queryset, self.members, [*self.conditions, *conditions, Q(**lookups)])

    def count(self):
        """Every member is a row, unless something else narrows them."""
        return self.all().count() if self.conditions else self.members.bit_count()

    def all(self):
        """Return the same rows as a queryset."""
        return self.narrowed.filter(pk__in=expression(self.members))

    def batches(self, size):
        """Yield querysets of `size` rows each, in the order of their keys: for whoever reads all and keeps none."""
        keys = bits.keys_of(self.members)
        while some := list(islice(keys, size)):
            yield self.narrowed.filter(pk__in=some).order_by("pk")

    def __getitem__(self, part):
        """Return a queryset of the rows from `part.start` to `part.stop`, in order."""
        if self.members.bit_count() <= FEW:
            return self.narrowed.filter(pk__in=list(bits.keys_of(self.members)))[part]
        # The keys are enough to find them: any other condition would tempt a database to read an index from end to end.
        return self.queryset.filter(pk__in=self.keys(part.stop)[part.start or 0 :])

    def __iter__(self):
        return iter(self.all())

    def keys(self, number):
        """Return the keys of the first `number` rows of a large set."""
        rows = self.narrowed.prefetch_related(None).select_related(None).values_list("pk", flat=True)
        members = bits.Members(self.members)
        needed = int(number * MARGIN * self.members.bit_length() / self.members.bit_count()) + 20
        while True:
            read = list(rows[:needed])
            found = members.among(read)
            if len(found) >= number or len(read) < needed:
                return found[:number]
            needed *= 4


def expression(members):
    """Return an expression that selects the keys in `members`, for `pk__in`."""
    keys = list(bits.keys_of(members))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [keys])
    return RawSQL("SELECT value FROM json_each(%s)", [str(keys)])
