"""Decide between what staff wrote and what a source has."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.facets import blocks
from people.models import Organisation
from publishing import content_version
from publishing.search import refresh
from registry.imports.apply import Writer
from registry.imports.plan import Entry
from registry.imports.states import state_of, with_state
from registry.models import Conflict


@transaction.atomic
def decide(*, conflict, state, user):
    """Keep ours (state OURS) or take the source's value (THEIRS). Raises ValidationError for one decided already."""
    conflict = Conflict.objects.select_for_update().select_related("record", "run__source").get(pk=conflict.pk)
    if conflict.state != Conflict.State.OPEN:
        raise ValidationError(_("“%(conflict)s” has been decided already.") % {"conflict": conflict})
    if state == Conflict.State.THEIRS:
        take_theirs(conflict, user)
    conflict.state, conflict.decided_by, conflict.decided_at = state, user, timezone.now()
    conflict.save()


def take_theirs(conflict, user):
    organisation = with_state(Organisation.objects.all()).get(pk=conflict.record.organisation_id)
    before = state_of(organisation, conflict.field, conflict.theirs)
    entry = Entry(None, {conflict.field: conflict.theirs}, conflict.record.key, organisation=organisation)
    entry.changes = {conflict.field: [before, conflict.theirs]}
    run = conflict.run
    run.started_by = user  # the trail names whoever decided
    try:
        with transaction.atomic():
            Writer(run).change([entry])
    except IntegrityError as error:
        raise ValidationError(_("Another organisation has this identifier already.")) from error
    refresh(Organisation, [organisation.pk])
    blocks.refresh([organisation.pk])
    content_version.raise_version()
