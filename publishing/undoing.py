"""What is taken back where a block of changes fails, although no database rolls it back, such as a file just written."""

from contextlib import contextmanager
from contextvars import ContextVar

# The actions that take back what the innermost `undoing` block has done; None outside of one.
undone_by = ContextVar("undone_by", default=None)


@contextmanager
def undoing():
    """Should this block fail, call what `undo_by` was told within it, the last first. It belongs around a transaction."""
    around, own = undone_by.get(), []
    token = undone_by.set(own)
    try:
        yield
    except BaseException:
        for action in reversed(own):
            action()
        raise
    else:
        if around is not None:
            around.extend(own)
    finally:
        undone_by.reset(token)


def undo_by(action):
    """Have `action()` called should the `undoing` block fail that runs now; outside of one it never is."""
    actions = undone_by.get()
    if actions is not None:
        actions.append(action)
