"""Who sits in a body: its seats by side, computed from its current memberships."""

from people.models.organisations import SIDE_OF, Side


def side_of(membership):
    """Return the side of a seat: as recorded, else that of the organisation it is held by or for; None if not known."""
    for organisation in (membership.on_behalf_of, membership.member_organisation):
        if not membership.side and organisation is not None:
            return SIDE_OF[organisation.kind]
    return membership.side or None


def seats_by_side(memberships):
    """Return [{side, label, count}], most seats first, of those whose side is known."""
    counts = {}
    for side in filter(None, map(side_of, memberships)):
        counts[side] = counts.get(side, 0) + 1
    places = list(Side.values)
    ordered = sorted(counts, key=lambda side: (-counts[side], places.index(side)))
    return [{"side": side, "label": Side(side).label, "count": counts[side]} for side in ordered]
