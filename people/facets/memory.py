"""The index in the memory of this process: whole, and brought up to date before each use.

A process that serves 180,000 organisations holds some 10 MB. Versions are given out in the order in which transactions
are committed (writers take turns at the content version), so "what has a higher version than I know" misses nothing.
"""

from threading import Lock

from django.db import connection

from people.facets.values import EVERY
from people.models.facets import FacetBlock
from publishing import content_version

SEARCHES = 64  # results of searches that are kept


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
            self.searches.clear()
            self.words.clear()

    def bits(self, name):
        """Return the organisations with the value `name`, (facet, value), as bits."""
        if name not in self.joined:
            blocks = self.blocks.get(name, {})
            self.joined[name] = sum(part << number * FacetBlock.SIZE for number, part in blocks.items())
        return self.joined[name]

    def values(self, facet):
        """Return the values of `facet` that any organisation has or had."""
        return [value for name, value in self.blocks if name == facet]

    def found(self, text, search):
        """Return what `search(text)` found, as bits, while nothing has changed."""
        if text not in self.searches:
            if len(self.searches) >= SEARCHES:
                self.searches.pop(next(iter(self.searches)))
            self.searches[text] = search(text)
        return self.searches[text]

    @property
    def every(self):
        return self.bits(EVERY)


shared = Memory()


def current():
    """Return the memory of this process, up to date.

    Within a transaction, which may yet be rolled back, it is another one that nobody keeps.
    """
    return (Memory() if connection.in_atomic_block else shared).brought_up_to_date()
