"""What somebody has looked at before they confirm it: the page sends a mark of it, which comes back with the confirmation.

Where the mark is another one by then, something has changed meanwhile, and they are asked to look again.
"""

from hashlib import sha256


def mark_of(*seen):
    """Return a short text that is another one whenever any of `seen` is: values whose `repr` tells all that counts."""
    return sha256(repr(seen).encode()).hexdigest()[:16]
