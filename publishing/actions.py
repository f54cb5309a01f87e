"""The moves between the publication states. Whoever may change a row may call these: the caller checks that."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.models import PublicationState


@dataclass(frozen=True)
class Course:
    """Which states the rows of a model pass through: `field` keeps the state, `reached_from` says {state: {before}}.

    A model with a course has a `return_reason`, which only a returned row keeps.
    """

    field: str
    reached_from: dict

    def open_to(self, row):
        """Return the states that `row` may reach from its present one."""
        now = getattr(row, self.field)
        return [state for state, before in self.reached_from.items() if now in before]

    def turn(self, *, row, state, reason=""):
        """Bring `row` into `state` without saving it; `reason` is told to the author of what is returned.

        Raises ValidationError when the state cannot be reached from the present one, or when the row as a whole breaks
        a rule of its model: nothing half-right is published.
        """
        if state not in self.open_to(row):
            names = dict(row._meta.get_field(self.field).flatchoices)
            told = {"title": row, "now": names[getattr(row, self.field)], "wanted": names[state]}
            raise ValidationError(_("“%(title)s” is %(now)s and cannot become %(wanted)s.") % told, code="state")
        setattr(row, self.field, state)
        row.return_reason = reason if state == PublicationState.RETURNED else ""
        row.full_clean(exclude=["slug"])

    @transaction.atomic
    def move(self, *, row, state, reason=""):
        """Bring `row` into `state` and save it. Raises what `turn` raises."""
        self.turn(row=row, state=state, reason=reason)
        row.save()


# draft → submitted → published | returned, published → archived; what was returned or archived may come back.
PUBLICATION = Course(
    field="publication_state",
    reached_from={
        PublicationState.SUBMITTED: {PublicationState.DRAFT, PublicationState.RETURNED},
        PublicationState.PUBLISHED: {
            PublicationState.DRAFT,
            PublicationState.SUBMITTED,
            PublicationState.RETURNED,
            PublicationState.ARCHIVED,
        },
        PublicationState.RETURNED: {PublicationState.SUBMITTED, PublicationState.PUBLISHED},
        PublicationState.ARCHIVED: {PublicationState.PUBLISHED},
        PublicationState.DRAFT: {PublicationState.ARCHIVED, PublicationState.RETURNED, PublicationState.PUBLISHED},
    },
)
