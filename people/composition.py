"""Who sits in a body: its seats by side, computed from its current memberships."""

from people.models.organisations import SIDE_OF, Side


def side_of(membership):
    """Return the side of a seat: as recorded, else that of the organisation it is held by or for; None if not known."""
    for organisation in (membership.on_behalf_of, membership.member_organisation):
        if not membership.side and organisation is not None:
            return SIDE_OF[organisation.kind]
    return membership.side or None


def is_named(membership):
    """Tell whether a seat says who holds it; one that names only a side may stand for any number of people."""
    return bool(membership.person_id or membership.member_organisation_id)


def seats_by_side(memberships):
    """Return [{side, label, count, has_unnamed}], most seats first, of those whose side is known.

    `count` is of named seats only; `has_unnamed` tells that the side sits there without a name.
    """
    sides = {}
    for membership in memberships:
        if side := side_of(membership):
            sides.setdefault(side, []).append(is_named(membership))
    places = list(Side.values)
    ordered = sorted(sides, key=lambda side: (-sum(sides[side]), places.index(side)))
    return [
        {"side": side, "label": Side(side).label, "count": sum(sides[side]), "has_unnamed": not all(sides[side])}
        for side in ordered
    ]
