"""What stands before and after in a programme."""


def neighbours(key, keys):
    """Return the keys before and after `key` in the list `keys`, None at the ends; both None where it is not there."""
    if key not in keys:
        return None, None
    place = keys.index(key)
    following = keys[place + 1] if place + 1 < len(keys) else None
    return (keys[place - 1] if place else None), following
