"""The programme of an event: its sessions by day, in the event's own time zone."""


def by_day(event, sessions):
    """Return [{first, last, has_hours, sessions}] in the order of the days.

    Sessions whose hours are not known stand together at the end, under all the days of the event. `sessions` are in the
    order of the day.
    """
    groups = {}
    for session in sessions:
        day = session.starts_at.astimezone(event.zone).date() if session.starts_at else None
        first, last = (day, day) if day else (event.first_day, event.last_day)
        group = {"first": first, "last": last, "has_hours": day is not None, "sessions": []}
        groups.setdefault(day, group)["sessions"].append(session)
    return list(groups.values())


def neighbours(session, sessions):
    """Return the sessions before and after `session` in `sessions`, None at the ends; both None where it is not there."""
    place = next((place for place, other in enumerate(sessions) if other.pk == session.pk), None)
    if place is None:
        return None, None
    following = sessions[place + 1] if place + 1 < len(sessions) else None
    return (sessions[place - 1] if place else None), following


def with_affiliation(statements, appearances):
    """Give each statement the `appearance` of its speaker in the session, or None; return the statements."""
    first_of = {}
    for appearance in appearances:
        first_of.setdefault(appearance.person_id, appearance)
    for statement in statements:
        statement.appearance = first_of.get(statement.person_id)
    return statements
