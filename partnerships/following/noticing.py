"""Noticing what became of commitments since it was last looked; done twice at once, or twice, nothing is noticed twice."""

from itertools import islice

from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnerships.models import Assessment, Commitment, Development, ProgressReport
from publishing.models import PublicationState

AT_ONCE = 500


@transaction.atomic
def notice(at):
    """Write down, as noticed at the moment `at`, what is public and was not, and what stands otherwise than it stood."""
    forget_withdrawn()
    for model, name in ((ProgressReport, "report"), (Assessment, "assessment")):
        unseen = model.objects.published().filter(development=None).order_by("pk").values_list("commitment", "pk")
        write({"commitment_id": commitment, f"{name}_id": pk, "noticed_at": at} for commitment, pk in list(unseen))
    changed = standing_otherwise(timezone.localdate(at))
    keys = list(changed.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        note_standings(changed, keys[start : start + AT_ONCE], at)


def forget_withdrawn():
    """Let reports, assessments and commitments that were taken back be noticed again when they are public again.

    Else nobody would hear of one that was taken back when the digests went. Whoever had heard of it hears it twice. What
    is hidden for a while with its owner or partnership is not told again: that would be all of it.
    """
    reports = Development.objects.exclude(report=None).exclude(report__state=ProgressReport.State.APPROVED)
    assessments = Development.objects.exclude(assessment=None).exclude(assessment__state=Assessment.State.APPROVED)
    commitments = Development.objects.standings().exclude(commitment__publication_state=PublicationState.PUBLISHED)
    for rows in (reports, assessments, commitments):
        rows.delete()


def standing_otherwise(on):
    """Return the public commitments that on the day `on` do not stand as was last noted (`noted`, "" for never)."""
    noted = Development.objects.standings().filter(commitment=OuterRef("pk")).order_by("-pk").values("after")[:1]
    told = Coalesce(Subquery(noted), Value(""), output_field=CharField())
    return Commitment.objects.published().with_progress(on).annotate(noted=told).exclude(noted=F("progress"))


def note_standings(changed, keys, at):
    """Hold the commitments with these `keys`, so that two who notice at once notice once, and look again."""
    list(Commitment.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    rows = changed.filter(pk__in=keys).order_by("pk").values_list("pk", "noted", "progress")
    write({"commitment_id": pk, "before": before, "after": after, "noticed_at": at} for pk, before, after in rows)


def write(developments):
    """Save them, given as fields, some at a time."""
    rows = (Development(**fields) for fields in developments)
    while batch := list(islice(rows, AT_ONCE)):
        Development.objects.bulk_create(batch, ignore_conflicts=True)
