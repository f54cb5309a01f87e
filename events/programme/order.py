"""What stands before and after, and for whom somebody spoke."""


def neighbours(key, keys):
    """Return the keys before and after `key` in the list `keys`, None at the ends; both None where it is not there."""
    if key not in keys:
        return None, None
    place = keys.index(key)
    following = keys[place + 1] if place + 1 < len(keys) else None
    return (keys[place - 1] if place else None), following


def with_affiliation(statements, appearances):
    """Give each statement the `appearance` of its speaker in its session, or None; return the statements.

    Of several appearances in one session the first counts.
    """
    first_of = {}
    for appearance in appearances:
        first_of.setdefault((appearance.session_id, appearance.person_id), appearance)
    for statement in statements:
        statement.appearance = first_of.get((statement.session_id, statement.person_id))
    return statements
