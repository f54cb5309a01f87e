from collections import Counter

from django.db import transaction

from goals import reference
from goals.models import Goal, Indicator, Target


@transaction.atomic
def adopt_wording(wordings, *, language, dry_run=False):
    """Make each of `wordings` (goals.unsd.Wording) the title in `language` of its goal, target or current indicator.

    What is missing is created. A dry run does all of it and takes it back. Returns a Counter of (kind, outcome), the
    outcome being "created", "changed" or "unchanged". Rows are saved one by one, for the audit trail.
    """
    known, field, outcomes = known_rows(), f"title_{language}", Counter()
    for wording in wordings:
        row = known[wording.kind].get(wording.code)
        outcome = "created" if row is None else "unchanged" if getattr(row, field) == wording.title else "changed"
        if outcome != "unchanged":
            row = known[wording.kind][wording.code] = row or new_row(wording)
            setattr(row, field, wording.title)
            row.save()
        outcomes[wording.kind, outcome] += 1
    if dry_run:
        transaction.set_rollback(True)
    return outcomes


def known_rows():
    return {
        "goal": {str(goal.number): goal for goal in Goal.objects.all()},
        "target": {target.code: target for target in Target.objects.all()},
        "indicator": {indicator.code: indicator for indicator in Indicator.objects.current()},
    }


def new_row(wording):
    if wording.kind == "goal":
        number = int(wording.code)
        return Goal(number=number, colour=reference.framework()[number - 1]["colour"])
    if wording.kind == "target":
        return Target(code=wording.code, goal_id=int(wording.parent))
    return Indicator(code=wording.code, target_id=wording.parent)
