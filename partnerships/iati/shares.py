"""Parts of a hundred, where nobody said how something is divided and IATI wants it to add up."""

from decimal import ROUND_DOWN, Decimal

HUNDRED, CENT = Decimal(100), Decimal("0.01")


def shares(count):
    """Return `count` equal percentages as texts whose sum is exactly 100: the first bears what cannot be divided."""
    if not count:
        return []
    each = (HUNDRED / count).quantize(CENT, ROUND_DOWN)
    return [str(HUNDRED - each * (count - 1)), *[str(each)] * (count - 1)]
