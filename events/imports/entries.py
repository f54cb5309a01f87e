"""One line of a plan: what would happen with a session, and why."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.imports.texts import text_of
from events.models import Session
from events.models.sessions import PLACED


class Outcome(models.TextChoices):
    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    LEFT = "left", _("Left as it is")
    CANCELLED = "cancelled", _("Cancelled, for the file no longer has it")
    GONE = "gone", _("No longer in the file, left as it is")
    REFUSED = "refused", _("Refused")


@dataclass
class Entry:
    """`said` is the session of the file and `session` ours, a new one where `outcome` is created.

    `changes` are {field: (before, after)}. `people` are the Persons of the file; of them some are `added`, and some who had
    cancelled have `returned`. Whoever is `gone` an earlier file still had. `links` become materials. `told` is what is kept
    of what the file says, `room_here` the room in which the session is planned now; `is_direct` whether its place is seen at
    once, for nothing waits for a release.
    """

    said: object
    session: Session | None = None
    outcome: str = Outcome.LEFT
    changes: dict = field(default_factory=dict)
    room_here: object = None
    is_direct: bool = True
    people: list = field(default_factory=list)
    added: list = field(default_factory=list)
    returned: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    links: list = field(default_factory=list)
    told: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    remarks: list = field(default_factory=list)

    @property
    def title(self):
        return (text_of(self.said.title) if self.said else "") or (str(self.session) if self.session else "")

    @property
    def place(self):
        return self.said.place if self.said else ""

    @property
    def is_moved(self):
        return self.outcome != Outcome.REFUSED and bool(self.changes.keys() & {*PLACED})

    def refuse(self, problem):
        """Leave it to what it is here: nothing of it is written."""
        self.outcome, self.problems = Outcome.REFUSED, [*self.problems, problem]
        self.changes, self.added, self.returned, self.gone, self.links = {}, [], [], [], []


def planned(session, name):
    """Return `name` of a session as it is in the draft: of a room its key."""
    if name not in PLACED:
        return getattr(session, name)
    if session.pk is None:
        return session.room_id if name == "room" else getattr(session, name)
    return getattr(session, f"planned_{name}")
