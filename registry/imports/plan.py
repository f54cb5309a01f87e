"""Compare rows of a file with what we have: who is meant, what would change, what is for people to decide.

Nothing is written here. A dry run and the run for real both go through `Plan.compare`, so their figures are the same.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Count

from people.models import Organisation
from registry.imports.matching import key_of, match
from registry.imports.numbers import pairs_of
from registry.imports.problems import Problem
from registry.imports.states import GATHERED, UNSAID, state_of
from registry.imports.values import References, is_elsewhere, read_row
from registry.models import SourceRecord

# Under this name a record keeps the status that an organisation had before it was missing from a full source.
CLOSED = "_closed"
# Of these an organisation has more than a file tells at once, so that one row takes nothing from another.
SEVERAL_OF_A_KIND = {"identifier", *GATHERED}


@dataclass
class Entry:
    """One row of the file and what is to be done with it; `changes` is {field: [before, after]}."""

    number: int | None
    values: dict
    key: str = ""
    problems: list = field(default_factory=list)
    set_aside: list = field(default_factory=list)
    organisation: Organisation | None = None
    record: SourceRecord | None = None
    changes: dict = field(default_factory=dict)
    conflicts: dict = field(default_factory=dict)
    is_new: bool = False
    is_told_before: bool = False

    @property
    def outcome(self):
        """One of "refused", "created", "changed" and "left"."""
        if self.problems:
            return "refused"
        if self.is_new:
            return "created"
        return "changed" if self.changes else "left"

    @property
    def label(self):
        names = [value for name, value in self.values.items() if name.startswith("name_")]
        return (names[0] if names else str(self.organisation or ""))[:300]


class Plan:
    """The comparison of one file, batch by batch. `run` is an ImportRun whose mapping says {field: heading}."""

    def __init__(self, run, table):
        self.source, self.mapping = run.source, run.mapping
        # What this run itself has written must look in later batches as it does in a dry run: not there yet.
        before = run.source.records.exclude(first_run=run)
        self.records = before if before.exists() else before.none()  # no query for a batch of a first import
        self.places = {name: table.headings.index(heading) for name, heading in run.mapping.items()}
        self.references = References(counts_from_1904=table.counts_from_1904)
        self.row_of, self.row_of_organisation, self.numbers_taken_away = {}, {}, {}
        # Keys of the records and of the organisations that the file lists, be it in a row that is refused.
        self.listed, self.present = set(), set()
        # Organisations that this source has under several keys, since they were merged here: {key: {field: new value}}.
        self.merged = {key: {} for key in with_several_records(self.records)}

    def compare(self, rows):
        """Return an Entry for each of `rows`, (number, cells): a dozen queries, however many rows there are."""
        entries = [self._read(number, cells) for number, cells in rows]
        owners = match(self, entries)
        for entry in entries:
            self._refuse_numbers_of_others(entry, owners)
            self._refuse_double_organisation(entry)
            if entry.record:
                self.listed.add(entry.record.pk)
            if entry.organisation:
                self.present.add(entry.organisation.pk)
            if not entry.problems:
                self._find_changes(entry)
                self._check(entry)
                self._remember(entry)
        return entries

    def _read(self, number, cells):
        texts = {name: cells[place] for name, place in self.places.items()}
        values, problems, set_aside = read_row(texts, source=self.source, references=self.references)
        problems = [problem._replace(column=self.mapping.get(problem.column, "")) for problem in problems]
        entry = Entry(number, values, key_of(values), problems, set_aside)
        signs = [entry.key, *pairs_of(values), *(("guid", values["guid"]) for _once in range("guid" in values))]
        first = min(self.row_of.get(sign, number) for sign in signs)
        entry.is_told_before = first != number
        if problems:
            return entry
        if entry.is_told_before:
            entry.problems.append(Problem("double", "", {"row": first}))
        self.row_of.update({sign: first for sign in signs if sign not in self.row_of})
        return entry

    def _refuse_numbers_of_others(self, entry, owners):
        if entry.organisation is None or entry.problems:
            return
        column = self.mapping.get("identifier", "")
        for pair in pairs_of(entry.values):
            if owners.get(pair, entry.organisation.pk) != entry.organisation.pk:
                entry.problems.append(Problem("of_another", column, {"value": "-".join(pair)}))

    def _refuse_double_organisation(self, entry):
        if entry.organisation is None or entry.problems:
            return
        first = self.row_of_organisation.setdefault(entry.organisation.pk, entry.number)
        if first != entry.number and not self._is_under_another_key(entry):
            entry.problems.append(Problem("double", "", {"row": first}))

    def _is_under_another_key(self, entry):
        """Tell whether a further row of an organisation is one that the source has always had: two were merged here."""
        return entry.organisation.pk in self.merged and entry.record and entry.record.pk not in self.listed

    def _remember(self, entry):
        """Keep what a dry run does not write: what merged organisations say by now, and whose a number was that goes."""
        if entry.organisation and entry.organisation.pk in self.merged:
            changes = {name: after for name, (_before, after) in entry.changes.items() if name not in SEVERAL_OF_A_KIND}
            self.merged[entry.organisation.pk].update(changes)
        before, _after = entry.changes.get("identifier", [None, None])
        if before:
            self.numbers_taken_away[tuple(before)] = entry.organisation.pk

    def _find_changes(self, entry):
        if entry.is_new:
            entry.changes = {name: [None, value] for name, value in entry.values.items()}
            return
        known = entry.record.values if entry.record else {}
        for name, new in entry.values.items():
            if name in ("key", "guid") or (ours := self._ours(entry, name, new)) == new:
                continue
            last = known.get(name, {}).get("value")
            if name in GATHERED:
                gather(entry, name, ours, last or [], new)
                continue
            was_closed = name == "status" and CLOSED in known and ours == Organisation.Status.INACTIVE
            if was_closed or may_fill(ours, last) or (entry.record and ours == last):
                entry.changes[name] = [ours, new]
            elif last != new:
                entry.conflicts[name] = [ours, new]
        self._reopen(entry, known)

    def _reopen(self, entry, known):
        """What a full source lists again is again what it was; where the file tells a status, that counts."""
        before = known.get(CLOSED, {}).get("value")
        status = self._ours(entry, "status", before)
        is_back = before and not entry.record.is_listed and status == Organisation.Status.INACTIVE
        if is_back and "status" not in entry.values:
            entry.changes["status"] = [status, before]

    def _ours(self, entry, name, wanted):
        """Return what we have in a field; of merged organisations, after the earlier rows of the file."""
        earlier = self.merged.get(entry.organisation.pk, {})
        return earlier[name] if name in earlier else state_of(entry.organisation, name, wanted)

    def _check(self, entry):
        """The rules of the model's fields, for those that would change; values.read_row has read them to fit."""
        organisation = entry.organisation or Organisation()
        if entry.changes.keys() & {"country", "region"} and is_elsewhere(entry.values):
            problem = Problem("region", self.mapping.get("region", ""), {"value": entry.values["region"]})
            entry.problems.append(problem)
        for name, (_before, after) in entry.changes.items():
            if not hasattr(Organisation, name) or name in ("region", "regions", "focus_areas", "groups"):
                continue
            try:
                Organisation._meta.get_field(name).clean(after, organisation)
            except ValidationError as error:
                column = self.mapping.get(name, "")
                entry.problems.append(Problem("invalid", column, {"value": " ".join(error.messages)}))


def with_several_records(records):
    """Return the keys of the organisations that have more than one of these records."""
    several = records.order_by().values("organisation").annotate(number=Count("pk")).filter(number__gt=1)
    return several.values_list("organisation", flat=True)


def may_fill(ours, last):
    """Tell whether nobody has said anything where we have nothing. What staff emptied, `last` was there, stays empty."""
    return ours in UNSAID and last in UNSAID


def gather(entry, name, ours, last, new):
    """Add to several names or numbers those that are new. What staff took away, `last` has it, stays away."""
    if more := [one for one in new if one not in ours and one not in last]:
        entry.changes[name] = [ours, ours + more]
