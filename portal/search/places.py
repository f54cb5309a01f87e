"""Where a document stands among all results: one number, smaller comes first.

From the highest bit: 1 bit for drafts, 5 for the kind, 27 for the time in minutes, latest first, 30 for the row. The
first two together are a shelf: what a visitor may be shown is a set of shelves, and a shelf is a range of numbers that
both databases read in order.
"""

from datetime import UTC, datetime, time

NUMBER_BITS = 30
MINUTE_BITS = 27
NUMBER_MASK = (1 << NUMBER_BITS) - 1
SHELF_BITS = NUMBER_BITS + MINUTE_BITS
DRAFTS = 1 << 5  # the first shelf of drafts
SHELVES = 2 * DRAFTS
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
LAST_MINUTE = (1 << MINUTE_BITS) - 1  # in the year 2155


def shelf(order, *, is_public):
    """Return the shelf of a kind with the given `order`, 0 to 31."""
    return order if is_public else DRAFTS + order


def place(shelf, when, number):
    """Return the place of row `number`, dated `when`: a datetime with a zone, a date, or None, which sorts last."""
    return (shelf << SHELF_BITS) + (_minutes_left(when) << NUMBER_BITS) + (number & NUMBER_MASK)


def ranges(shelves):
    """Return the (first, last) places of a set of shelves; neighbouring shelves make one range."""
    joined = []
    for number in sorted(shelves):
        first, last = number << SHELF_BITS, ((number + 1) << SHELF_BITS) - 1
        if joined and joined[-1][1] == first - 1:
            first = joined.pop()[0]
        joined.append((first, last))
    return joined


def _minutes_left(when):
    if when is None:
        return LAST_MINUTE
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(), tzinfo=UTC)
    minutes = int((when - BEGINNING).total_seconds() // 60)
    return LAST_MINUTE - max(0, min(LAST_MINUTE, minutes))
