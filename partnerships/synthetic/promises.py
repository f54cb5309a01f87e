"""One made-up commitment with its reports and what an outsider thinks of it, in memory; it stands where it was meant to."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from events.synthetic import published
from partnerships.models import Assessment, Commitment, CommitmentTag, ProgressReport
from partnerships.models.commitments import Months, Progress
from partnerships.synthetic.agreements import NAMESPACE, slug_of, tags_of
from partnerships.synthetic.words import Subject, after, before, in_columns, words
from registry.synthetic.words import Weighted, mark

State = ProgressReport.State
Grade = Assessment.Grade
STATES = Weighted(
    [Progress.KEPT, Progress.ON_COURSE, Progress.DUE_SOON, Progress.OVERDUE, Progress.SILENT, Progress.DROPPED],
    [26, 30, 9, 16, 12, 7],
)
# From how many days before today to how many after it a promise in that state is due.
DUE = {
    Progress.KEPT: (-90, 600),
    Progress.ON_COURSE: (91, 1200),
    Progress.DUE_SOON: (1, 90),
    Progress.OVERDUE: (-90, -1),
    Progress.SILENT: (1, 900),
    Progress.DROPPED: (-90, 900),
}
QUARTER = timedelta(days=91)
PENDING = (State.SUBMITTED, State.RETURNED, State.DRAFT)
UNMEASURED, ON_STAGE, WAITING, ASSESSED = 0.05, 0.4, 0.3, 0.12


@dataclass
class Promise:
    """A Commitment and what is to be written with it."""

    row: Commitment
    tags: list
    reports: list = field(default_factory=list)
    assessments: list = field(default_factory=list)


def promise(number, world, reports, carrier=None):
    """Return the Promise `number` of `world` with so many `reports`; `carrier` is (partnership's key, [partners' keys])."""
    chance = random.Random(f"{world.seed}:commitment:{number}")  # noqa: S311 - nothing secret
    subject, state, slug = Subject.picked(chance), STATES.pick(chance), slug_of(world.seed, number)
    # Without a report nothing is known to be kept.
    state = Progress.ON_COURSE if state == Progress.KEPT and not reports else state
    partnership, partners = carrier or (None, [])
    row = Commitment(
        **published(slug, guid=uuid.uuid5(NAMESPACE, f"commitment {slug}")),
        **in_columns("description", subject.sentences()),
        partnership_id=partnership,
        owner_id=chance.choice(partners) if partners else world.civil_of(subject.country, chance),
        due_on=after(world.day, chance, *DUE[state]),
        dropped_because="Synthetic: nobody found the money." if state == Progress.DROPPED else "",
        report_every=chance.choice(Months.values),
        source=f"Synthetic partnerships {world.seed}",
    )
    measure(row, subject, chance)
    made = Promise(row, tags_of(CommitmentTag, subject, world, chance))
    happen(made, subject, state, reports, world, chance)
    return made


def measure(row, subject, chance):
    """Say how much is promised, or why that cannot be said; the title has it."""
    unit = chance.choice(words()["units"])
    target = chance.choice(unit["to"])
    if chance.random() < UNMEASURED:
        titles, reason = subject.titles(subject.place), {code: mark(code) for code in subject.languages}
        given = in_columns("unmeasurable_because", reason)
    else:
        first = subject.languages[0]
        titles = subject.titles(lambda code: f"{subject.place(code)}, {target} {unit['words'][code]}")
        given = {"unit": unit["words"][first], "baseline": Decimal(unit["from"]), "target_value": Decimal(target)}
    for name, value in {**given, **in_columns("title", titles)}.items():
        setattr(row, name, value)


def happen(made, subject, state, reports, world, chance):
    """Give the promise its day, its reports, at times a session and an assessment, so that it is in `state` today."""
    row = made.row
    waiting = reports > 1 and chance.random() < WAITING
    approved = reports - waiting
    heard_on = before(world.day, chance, *((380, 800) if state == Progress.SILENT else (100, 350)))
    row.made_on = heard_on - approved * QUARTER - timedelta(days=chance.randint(0, 200) if approved else 0)
    if approved and chance.random() < ON_STAGE and (held := world.sessions_until(row.made_on)):
        row.made_at_session_id, row.made_on = chance.choice(held)
    reached = 1.0 if state == Progress.KEPT else chance.uniform(0.2, 0.9)
    for place in range(approved):
        share = reached if not place else reached * (approved - place) / (approved + 1)
        value = None if row.target_value is None else reached_value(row, share)
        report = reported(subject, heard_on - place * QUARTER, State.APPROVED, value)
        report.says_kept = value is None and not place and state == Progress.KEPT
        made.reports.append(report)
    if waiting:
        made.reports.append(reported(subject, heard_on + QUARTER, chance.choice(PENDING), None))
    if approved and chance.random() < ASSESSED:
        made.assessments.append(assessed(subject, state, heard_on, world, chance))


def reached_value(row, share):
    """Return what is reached of the target, in whole numbers."""
    return Decimal(round(row.baseline + (row.target_value - row.baseline) * Decimal(share)))


def reported(subject, until, state, value):
    """Return the report of the quarter up to the day `until`."""
    report = ProgressReport(
        period_start=until - QUARTER + timedelta(days=1),
        period_end=until,
        value=value,
        state=state,
        **in_columns("narrative", subject.sentences()),
    )
    if state == State.RETURNED:
        report.return_reason = "Synthetic: the figures are of the year before."
    return report


def assessed(subject, state, heard_on, world, chance):
    """Return what an organisation thinks of it, whose key is still to be compared with those of the parties."""
    grades = (Grade.COMPLETE, Grade.SUBSTANTIAL) if state == Progress.KEPT else tuple(Grade)[:4]
    return Assessment(
        assessor_id=world.civil_of(subject.country, chance),
        grade=chance.choice(grades),
        assessed_on=after(heard_on, chance, 10, 90),
        **in_columns("note", subject.sentences()),
    )
