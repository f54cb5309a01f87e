"""What becomes of a pair: two different ones, merged, or to be decided again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Double

State = Double.State


@transaction.atomic
def decide(*, double, state, user):
    """Say that the two of `double` are different, or ask again. Raises ValidationError once they are merged."""
    double = Double.objects.select_for_update(of=["self"]).get(pk=double.pk)
    if double.state == State.MERGED:
        raise ValidationError(_("They have been merged: undo the merge first."))
    is_open = state == State.OPEN
    double.state, double.decided_by, double.decided_at = (
        state,
        None if is_open else user,
        None if is_open else timezone.now(),
    )
    double.save(update_fields=["state", "decided_by", "decided_at"])


def settle(organisation):
    """Bring the pairs of `organisation` in line with whether it is merged; called whenever it is saved.

    A merger decides its pair; a merger that was taken back opens it again. Whoever sets `merged_into` without saving the
    row calls this.
    """
    pairs = Double.objects.of([organisation.pk])
    if organisation.merged_into_id:
        merged = pairs.of([organisation.merged_into_id]).exclude(state=State.MERGED)
        merged.update(state=State.MERGED, decided_at=timezone.now())
        return
    apart = pairs.filter(state=State.MERGED, first__merged_into__isnull=True, second__merged_into__isnull=True)
    apart.update(state=State.OPEN, decided_at=None, decided_by=None)
