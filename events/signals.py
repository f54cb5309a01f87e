"""What changes elsewhere and concerns events.

Where they take place is told in calendars too: a room or place that gets another name is a change of what is in it. Who
deletes their account leaves no draft of a proposal behind.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.signals import pre_delete, pre_save

from events.models import Event, Proposal, Session
from events.models.revisions import raise_sequences
from places.models import Place, Room
from publishing.wording import in_every_language

PLACE_SHOWN = [*in_every_language("name", "locality"), "address", "latitude", "longitude"]
ROOM_SHOWN = [*in_every_language("name"), "place_id"]


def connect():
    pre_save.connect(place_changes, sender=Place, dispatch_uid="events.place_changes")
    pre_save.connect(room_changes, sender=Room, dispatch_uid="events.room_changes")
    pre_delete.connect(account_goes, sender=get_user_model(), dispatch_uid="events.account_goes")


def place_changes(instance, raw=False, **kwargs):
    if not raw and differs(instance, PLACE_SHOWN):
        raise_sequences(Event.objects.filter(place=instance))
        raise_sequences(Session.objects.filter(Q(event__place=instance) | Q(room__place=instance)))


def room_changes(instance, raw=False, **kwargs):
    if not raw and differs(instance, ROOM_SHOWN):
        raise_sequences(Session.objects.filter(room=instance))


def account_goes(instance, **kwargs):
    """What was handed in stays, without its proposer; a draft was for them alone."""
    instance.proposals.filter(state=Proposal.State.DRAFT).delete()


def differs(row, names):
    """Tell whether `row`, about to be saved, has another value in one of the columns `names` than the database."""
    stored = type(row)._base_manager.filter(pk=row.pk).values(*names).first() if row.pk else None
    return stored is not None and any((getattr(row, name) or "") != (stored[name] or "") for name in names)
