"""The way of a programme: a file is kept, looked at as often as one likes, and carried out once, all of it or nothing."""

import hashlib
import logging
from functools import partial

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from events.building.slots import rooms_in_use
from events.imports.plan import Plan
from events.imports.problems import FileRefused
from events.imports.purging import forget_file
from events.imports.reading import read
from events.imports.writing import Writer
from events.models import ProgrammeImport, seats
from people.models import Person
from places.models import Place, Room
from publishing.gathering import gathered
from publishing.visibility import may

logger = logging.getLogger(__name__)


def keep(content, *, name, event=None, language="", cancels_missing=False, address="", user=None):
    """Return a new ProgrammeImport with the bytes `content`. Raises FileRefused for what is no programme."""
    suffix = "xml" if read(content).form == "schedule.xml" else "json"
    digest = hashlib.sha256(content).hexdigest()
    kept = ProgrammeImport(
        event=event,
        file_name=name[:200],
        file_hash=digest,
        address=address[:500],
        language=language,
        cancels_missing=cancels_missing,
        started_by=user,
    )
    kept.file.save(f"{digest[:16]}.{suffix}", ContentFile(content), save=True)
    return kept


def usual_language(event, default):
    """Return the language in which the last file for `event` was taken: the next one has its texts there too."""
    done = (
        ProgrammeImport.objects.filter(event=event).exclude(done_at=None) if event else ProgrammeImport.objects.none()
    )
    last = done.order_by("-done_at").values_list("language", flat=True).first()
    return default if last is None else last


def content_of(kept):
    """Return the bytes of the file. Raises FileRefused once they have been brought in: then they are no longer kept."""
    if kept.done_at:
        raise FileRefused("done_before")
    try:
        with kept.file.open("rb") as file:
            return file.read()
    except (FileNotFoundError, ValueError) as error:  # somebody has just brought it in, and it is gone
        raise FileRefused("done_before") from error


def planned(kept):
    """Return the Plan of what carrying out the ProgrammeImport would do now. Raises FileRefused."""
    return plan_of(read(content_of(kept)), kept.event, kept)


def plan_of(programme, event, kept):
    return Plan(programme, event, language=kept.language, cancels_missing=kept.cancels_missing)


def check_rights(plan, user):
    """Raise FileRefused where `plan` makes what `user` may not make; a command, with None, may make everything."""
    made = {Person: plan.new_people, Room: plan.new_rooms, Place: plan.new_rooms if plan.event.place is None else []}
    lacking = [model for model, rows in made.items() if rows and user and not may(user, "add", model)]
    if lacking:
        names = ", ".join(str(model._meta.verbose_name_plural) for model in lacking)
        raise FileRefused("not_allowed", value=names)


def carry_out(kept, *, mark=None, leaves_out_refused=False, user=None):
    """Do what the Plan of `kept` says and return the Plan; or do nothing and raise FileRefused.

    It is refused where the plan is no longer the one with this `mark`, which somebody looked at, where `user` may not make
    what it makes, and where sessions are refused, unless those are to be left out.
    """
    programme = read(content_of(kept))
    try:
        with gathered():
            return carry_out_held(programme, kept, mark, leaves_out_refused, user)
    except IntegrityError as error:  # somebody else has just made what was free when it was looked for
        logger.exception("The programme %s could not be written.", kept.pk)
        raise FileRefused("changed_since") from error


def carry_out_held(programme, kept, mark, leaves_out_refused, user):
    """Hold the event and its rooms, so that nobody moves a session between the comparison and the writing."""
    if not ProgrammeImport.objects.filter(pk=kept.pk, done_at=None).update(done_at=timezone.now()):
        raise FileRefused("done_before")
    event = None
    if kept.event_id:
        with seats.held(kept.event_id) as event:  # until the end of the transaction around it
            rooms = Q(place=event.place_id) | Q(pk__in=rooms_in_use(event))
            list(Room.objects.select_for_update().filter(rooms).order_by("pk"))
    plan = plan_of(programme, event, kept)
    if mark is not None and mark != plan.mark:
        raise FileRefused("changed_since")
    if (refused := plan.figures["refused"]) and not leaves_out_refused:
        raise FileRefused("refused_rows", count=refused)
    check_rights(plan, user)
    figures = plan.figures  # of what is new nothing is new once it is written
    Writer(plan, actor=kept.started_by, source=kept).write()
    ProgrammeImport.objects.filter(pk=kept.pk).update(event=plan.event, figures=figures)
    kept.refresh_from_db()
    transaction.on_commit(partial(forget_file, kept))
    return plan
