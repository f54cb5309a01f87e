"""An event as a template: the same programme, at another time."""

from django.core.exceptions import ValidationError
from django.db import transaction

from publishing.gathering import gathered
from publishing.models import PublicationState

NOT_COPIED = {
    "id", "guid", "slug", "created_at", "updated_at", "publication_state", "return_reason", "published_at", "sequence",
}  # fmt: skip
# What was true of the one day only.
OF_THE_DAY = {"recording_url", "stream_url", "source", "source_url", "event_status", "status"}
MOMENTS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


@transaction.atomic
def copy(*, event, starts_at):
    """Return a draft of `event` that begins at the moment `starts_at`, with organisers, goals, questions and sessions, but
    no people.

    All times keep their distance from the beginning, on the clock of the event's zone. A session whose room is taken at
    its new time has none.
    """
    shift = Shift(event, starts_at)
    with gathered():
        copied = replica(event, **shift.of(event, *MOMENTS))
        for role in event.organisers.all():
            replica(role, event=copied)
        for tag in event.tags.all():
            replica(tag, event=copied)
        for question in event.questions.all():
            replica(question, event=copied)
        for session in event.sessions.order_by("pk"):
            again = replica_in_room(session, event=copied, **shift.of(session, "starts_at", "ends_at"))
            for tag in session.tags.all():
                replica(tag, session=again)
    return copied


class Shift:
    """Moves moments as far as the beginning of an event moves, by the clock on the wall."""

    def __init__(self, event, starts_at):
        self.zone = event.zone
        self.distance = self.on_the_wall(starts_at) - self.on_the_wall(event.starts_at)

    def on_the_wall(self, moment):
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def of(self, row, *names):
        """Return {name: moved moment} of the fields `names` of `row`; what is not known stays None."""
        return {name: self.moved(getattr(row, name)) for name in names}

    def moved(self, moment):
        return moment and (self.on_the_wall(moment) + self.distance).replace(tzinfo=self.zone)


def replica_in_room(session, **values):
    try:
        return replica(session, **values)
    except ValidationError:
        return replica(session, room=None, **values)


def replica(row, **values):
    """Save and return a new row with the values of `row`, but for identity, state, what was of the day, and `values`."""
    model = type(row)
    left_out = NOT_COPIED | OF_THE_DAY | values.keys()
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    again = model(**{field.attname: getattr(row, field.attname) for field in fields}, **values)
    if hasattr(again, "publication_state"):
        again.publication_state = PublicationState.DRAFT
    again.save()
    return again
