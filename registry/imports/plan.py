"""Compare rows of a file with what we have: who is meant, what would change, what is for people to decide.

Nothing is written here. A dry run and the run for real both go through `Plan.compare`, so their figures are the same.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from people.models import Organisation, OrganisationIdentifier
from registry.imports.problems import Problem
from registry.imports.states import UNSAID, state_of, with_state
from registry.imports.values import References, phrase_key, read_row
from registry.models import SourceRecord

# Under this name a record keeps the status that an organisation had before it was missing from a full source.
CLOSED = "_closed"


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
        self.places = {name: table.headings.index(heading) for name, heading in run.mapping.items()}
        self.references = References(counts_from_1904=table.counts_from_1904)
        self.row_of_key, self.row_of_organisation = {}, {}
        self.listed = set()  # the keys of all rows, also of the refused: what is listed wrongly is not missing

    def compare(self, rows):
        """Return an Entry for each of `rows`, (number, cells): ten queries, however many rows there are."""
        entries = [self._read(number, cells) for number, cells in rows]
        good = [entry for entry in entries if not entry.problems]
        self._match(good)
        for entry in good:
            self._refuse_double_organisation(entry)
            if entry.organisation and not entry.problems:
                self._find_changes(entry)
            elif not entry.problems:
                entry.changes = {name: [None, value] for name, value in entry.values.items()}
                self._check(entry, Organisation())
        return entries

    def _read(self, number, cells):
        texts = {name: cells[place] for name, place in self.places.items()}
        values, problems, set_aside = read_row(texts, source=self.source, references=self.references)
        problems = [problem._replace(column=self.mapping.get(problem.column, "")) for problem in problems]
        entry = Entry(number, values, key_of(values), problems, set_aside)
        self.listed.add(entry.key)
        if not problems and (first := self.row_of_key.setdefault(entry.key, number)) != number:
            entry.problems.append(Problem("double", "", {"row": first}))
        return entry

    def _match(self, entries):
        """Find whom each entry means: by identifier, else by its key in the source."""
        by_identifier = self._organisations_of(
            [entry.values["identifier"] for entry in entries if "identifier" in entry.values]
        )
        keys = {entry.key for entry in entries}
        records = {record.key: record for record in self.source.records.filter(key__in=keys)}
        known = {
            entry.number: by_identifier.get(tuple(entry.values.get("identifier", ())))
            or (records[entry.key].organisation_id if entry.key in records else None)
            for entry in entries
        }
        found = with_state(Organisation.objects.select_related("merged_into")).in_bulk(set(known.values()) - {None})
        others = {one.organisation_id: one for one in self.source.records.filter(organisation__in=found)}
        for entry in entries:
            organisation = found.get(known[entry.number])
            entry.organisation, entry.is_new = organisation, organisation is None
            entry.record = records.get(entry.key) or (others.get(organisation.pk) if organisation else None)

    def _organisations_of(self, identifiers):
        """Return {(scheme, value): key of the organisation} of those `identifiers` that we know."""
        values = {value for _scheme, value in identifiers}
        rows = OrganisationIdentifier.objects.filter(value__in=values).select_related("organisation")
        return {(row.scheme, row.value): row.organisation.merged_into_id or row.organisation_id for row in rows}

    def _refuse_double_organisation(self, entry):
        if entry.organisation is None or entry.problems:
            return
        first = self.row_of_organisation.setdefault(entry.organisation.pk, entry.number)
        if first != entry.number:
            entry.problems.append(Problem("double", "", {"row": first}))

    def _find_changes(self, entry):
        known = entry.record.values if entry.record else {}
        for name, new in entry.values.items():
            if name == "key":
                continue
            ours = state_of(entry.organisation, name, new)
            if ours == new:
                continue
            last = known.get(name, {}).get("value")
            was_closed = name == "status" and CLOSED in known and ours == Organisation.Status.INACTIVE
            if ours in UNSAID or was_closed or (entry.record and ours == last):
                entry.changes[name] = [ours, new]
            elif last != new:
                entry.conflicts[name] = [ours, new]
        self._reopen(entry, known)
        self._check(entry, entry.organisation)

    def _reopen(self, entry, known):
        """What a full source lists again is again what it was; where the file tells a status, that counts."""
        before = known.get(CLOSED, {}).get("value")
        is_back = before and not entry.record.is_listed and entry.organisation.status == Organisation.Status.INACTIVE
        if is_back and "status" not in entry.values:
            entry.changes["status"] = [entry.organisation.status, before]

    def _check(self, entry, organisation):
        """The rules of the model's fields, for those that would change; values.read_row has read them to fit."""
        for name, (_before, after) in entry.changes.items():
            if not hasattr(type(organisation), name) or name in ("region", "regions", "focus_areas", "groups"):
                continue
            try:
                Organisation._meta.get_field(name).clean(after, organisation)
            except ValidationError as error:
                column = self.mapping.get(name, "")
                entry.problems.append(Problem("invalid", column, {"value": " ".join(error.messages)}))


def key_of(values):
    """Return the key of a row in its source: its own, else its identifier, else its name and region folded."""
    if "key" in values:
        return values["key"]
    if "identifier" in values:
        return "-".join(values["identifier"])
    name = next((value for name, value in values.items() if name.startswith("name_")), "")
    return f"{phrase_key(name)}|{values.get('region', '')}"[:200]
