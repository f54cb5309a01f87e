"""The moves on the draft of a programme. Whoever may change the event may call these: the caller checks that."""

from events.models import Placement, Session, seats
from events.models.sessions import PLACED


def place(*, session, starts_at, ends_at, room, status=None):
    """Put `session` there in the draft, or nowhere (None); return its Placement, or None where that is what visitors see.

    Without `status` that of the draft stays.

    Raises ValidationError for a time outside of the event and for a room that is taken.
    """
    with seats.held(session.event_id):  # neither released nor placed by somebody else meanwhile
        session = Session.objects.as_planned().get(pk=session.pk)
        wanted = {"starts_at": starts_at, "ends_at": ends_at, "room": room, "status": status or session.planned_status}
        if wanted == {name: getattr(session, name) for name in PLACED}:
            return take_back(session=session)
        placement = Placement(session=session, **wanted)
        placement.full_clean(validate_unique=False)
        placement.save(force_insert=not Placement.objects.filter(pk=session.pk).exists())
        return placement


def take_back(*, session):
    """Forget the draft of `session`: it stays as visitors see it.

    Raises ValidationError where its room is planned for another one meanwhile.
    """
    if session.starts_at and session.room_id:
        # The same check as for any other move: somebody may have been put into the room since it was to be left.
        as_now = Placement(session=session, **{name: getattr(session, name) for name in PLACED})
        as_now.full_clean(validate_unique=False)
    Placement.objects.filter(pk=session.pk).delete()
