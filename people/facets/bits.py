"""Sets of keys as whole numbers: bit n is set where n belongs to the set. Python ands and counts 180,000 in some 10 µs."""

POSITIONS = [[place for place in range(8) if byte >> place & 1] for byte in range(256)]


def from_keys(keys):
    """Return the set of `keys`, whole numbers from 0 in any order, as bits."""
    keys = list(keys)
    if not keys:
        return 0
    data = bytearray((max(keys) >> 3) + 1)
    for key in keys:
        data[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(data, "little")


def to_bytes(bits):
    return bits.to_bytes((bits.bit_length() + 7) >> 3, "little")


def keys_of(bits, *, descending=False):
    """Yield the keys in the set `bits` in their order; whoever needs only the first few pays only for these."""
    data = to_bytes(bits)
    for place in reversed(range(len(data))) if descending else range(len(data)):
        if byte := data[place]:
            positions = POSITIONS[byte]
            for position in reversed(positions) if descending else positions:
                yield (place << 3) + position


def above(bits, key):
    """Return the members of `bits` that are greater than `key`, however large a number that is."""
    return bits >> (key + 1) << (key + 1) if key < bits.bit_length() else 0


def below(bits, key):
    """Return the members of `bits` that are less than `key`, however large a number that is."""
    return bits & ((1 << key) - 1) if key < bits.bit_length() else bits


class Members:
    """Answers quickly whether a key belongs to the set `bits`, for many keys."""

    def __init__(self, bits):
        self.data = to_bytes(bits)
        self.end = len(self.data) << 3

    def among(self, keys):
        """Return those of `keys` that belong to the set, in their order."""
        data, end = self.data, self.end
        return [key for key in keys if key < end and data[key >> 3] >> (key & 7) & 1]
