"""The moves between the publication states. Whoever may change a row may call these: the caller checks that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.models import PublicationState

# From which states each state may be reached: draft → submitted → published | returned, published → archived; what was
# returned or archived may come back.
REACHED_FROM = {
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
}


@transaction.atomic
def move(*, row, state, reason=""):
    """Bring `row` into publication `state` and save it; `reason` is told to the author of what is returned.

    Raises ValidationError when the state cannot be reached from the present one, or when the row as a whole breaks a
    rule of its model: nothing half-right is published.
    """
    state = PublicationState(state)
    if row.publication_state not in REACHED_FROM[state]:
        told = {"title": row, "now": row.get_publication_state_display(), "wanted": state.label}
        raise ValidationError(_("“%(title)s” is %(now)s and cannot become %(wanted)s.") % told, code="state")
    row.publication_state = state
    row.return_reason = reason if state == PublicationState.RETURNED else ""
    row.full_clean(exclude=["slug"])
    row.save()


def submit(*, row):
    move(row=row, state=PublicationState.SUBMITTED)


def publish(*, row):
    move(row=row, state=PublicationState.PUBLISHED)


def send_back(*, row, reason):
    """Return `row` to its author with the `reason`, which may not be empty."""
    move(row=row, state=PublicationState.RETURNED, reason=reason)


def archive(*, row):
    move(row=row, state=PublicationState.ARCHIVED)


def withdraw(*, row):
    """Take `row` back into draft."""
    move(row=row, state=PublicationState.DRAFT)
