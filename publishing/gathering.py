"""What follows a change of a row, such as an index brought up to date, done once for many rows instead of after each.

with gathered():
    for row in rows:
        row.save()
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from publishing.undoing import undoing

# {(action, its first arguments): the keys that it is to be called with}, within `gathered`; else None.
waiting = ContextVar("waiting", default=None)


@contextmanager
def gathered():
    """Let what `follow` is asked for within this block wait until its end, in one transaction with the block.

    Until then indexes tell what was before: a search within the block does not find what the block has written.
    """
    if waiting.get() is not None:  # the outermost block does it for all
        yield
        return
    with undoing(), transaction.atomic():
        token = waiting.set({})
        try:
            yield
            asked_for = waiting.get()
        finally:
            waiting.reset(token)
        for (action, *arguments), keys in asked_for.items():
            action(*arguments, keys)


def follow(action, *arguments, keys):
    """Call `action(*arguments, keys)`: now, or at the end of the `gathered` block with the keys of all calls in it."""
    asked_for = waiting.get()
    if asked_for is None:
        action(*arguments, keys)
    else:
        asked_for.setdefault((action, *arguments), set()).update(keys)
