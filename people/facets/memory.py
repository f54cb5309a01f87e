"""The index in the memory of this process: whole, and brought up to date before each use.

Threads share it. What changes its blocks, or reads all of them, holds the lock; what is worked out of them is kept in a
dictionary of its version, which the next change replaces: who began before it leaves nothing old behind.

A process that serves 180,000 organisations holds some 10 MB. Versions are given out in the order in which transactions
are committed (writers take turns at the content version), so "what has a higher version than I know" misses nothing.
"""

from threading import Lock

from django.db import connection

from people.facets.values import EVERY
from people.models.facets import FacetBlock
from publishing import content_version

SEARCHES = 64  # results of searches that are kept
KEPT = 1024  # other things that are: a few dozen, named by the language and the day too


class Memory:
    def __init__(self):
        self.lock = Lock()
        self.forget()

    def __deepcopy__(self, memo):
        """There is one, however often the form that asks it is copied."""
        return self

    def forget(self):
        self.version, self.content = 0, 0
        self.blocks, self.joined, self.searches, self.words = {}, {}, {}, {}

    def brought_up_to_date(self):
        """Read what has changed since the last time, and return the memory itself: one short query, two after a change."""
        with self.lock:
            self.read_changes()
        return self

    def read_changes(self):
        content = content_version.current()
        if content < self.version:  # another database, or a copy of an earlier day
            self.forget()
        changed = FacetBlock.objects.filter(version__gt=self.version) if content != self.content else ()
        for row in changed:
            name = (row.facet, row.value)
            self.blocks.setdefault(name, {})[row.block] = int.from_bytes(row.bits, "little")
            self.joined.pop(name, None)
        self.version = max([self.version, *(row.version for row in changed)])
        if content != self.content:
            self.content = content
            self.searches, self.words = {}, {}

    def bits(self, name):
        """Return the organisations with the value `name`, (facet, value), as bits."""
        found = self.joined.get(name)
        if found is None:
            with self.lock:
                blocks = self.blocks.get(name, {})
                found = sum(part << number * FacetBlock.SIZE for number, part in blocks.items())
                self.joined[name] = found
        return found

    def values(self, facet):
        """Return the values of `facet` that any organisation has or had."""
        with self.lock:
            return [value for name, value in self.blocks if name == facet]

    def found(self, text, search):
        """Return what `search(text)` found, as bits, while nothing has changed."""
        return self.remembered(self.searches, text, lambda: search(text), SEARCHES)

    def kept(self, name, make):
        """Return what `make()` gives, kept while nothing changes. `name` says all that it depends on."""
        return self.remembered(self.words, name, make, KEPT)

    def remembered(self, store, name, make, most):
        """Return what `store` has under `name`, else what `make()` gives. Two threads may both make it: the same."""
        if name in store:
            return store[name]
        made = make()  # read after `store` began: no older than what it stands for
        with self.lock:
            while len(store) >= most:
                del store[next(iter(store))]
            store[name] = made
        return made

    @property
    def every(self):
        return self.bits(EVERY)


shared = Memory()


def current():
    """Return the memory of this process, up to date.

    Within a transaction, which may yet be rolled back, it is another one that nobody keeps.
    """
    return (Memory() if connection.in_atomic_block else shared).brought_up_to_date()
