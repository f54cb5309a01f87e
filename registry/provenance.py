"""Where each public fact about an organisation comes from: which register and file brought it, or that editors wrote it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from people.columns import OTHER_NAMES
from people.models import Organisation
from registry.imports.columns import FIELDS, NAME_FIELDS, label_of
from registry.imports.plan import CLOSED
from registry.imports.states import GATHERED, UNSAID, state_of
from registry.models.imports import ImportRun

# In the order in which a reader asks: who it is, then the rest. What is left out here is told one by one, or not at all.
IN_FIELDS = [name for name in FIELDS if name not in (*NAME_FIELDS, "key", "guid", "identifier", *OTHER_NAMES)]
FURTHER = {"identifier": ["other_identifiers"]}
REGISTER_NAME_OF = {kind: name for name, kind in OTHER_NAMES.items()}


@dataclass(frozen=True)
class Fact:
    """One fact and its origin: the `run` of `record` that brought it, or neither where the portal's editors wrote it."""

    label: str
    record: Any = None
    run: ImportRun | None = None
    since: datetime | None = None


def facts_about(organisation, records):
    """Return a Fact for whatever the page of `organisation` says, one for each of `records` that says the same.

    What a source says otherwise than we do is for editors to decide, and perhaps not for the public: it is left out.
    `organisation` has all fetched that `said_of` reads. Two queries: the runs, and the audit trail.
    """
    runs = ImportRun.objects.in_bulk({told["run"] for record in records for told in record.values.values()})
    edited = last_edits(organisation)
    facts = []
    for name, label, value in said_of(organisation):
        told = [(record, run_of(record, name, value)) for record in records]
        agreeing = [(record, runs.get(run)) for record, run in told if run]
        brought = [Fact(label, record, run, run.finished_at or run.created_at) for record, run in agreeing if run]
        facts += brought or [Fact(label, since=edited.get(name))]
    return facts


def said_of(organisation):
    """Yield (name, label, value) for all that we say of it, the values as a register would have them."""
    organisation.sdg_tags = list(organisation.tags.all())  # for state_of
    yield from in_fields(organisation, NAME_FIELDS)
    for other in organisation.other_names.all():
        yield REGISTER_NAME_OF.get(other.kind), other.get_kind_display(), other.text
    for one in organisation.identifiers.all():
        yield "identifier", one.scheme, [one.scheme, one.value]
    yield from in_fields(organisation, IN_FIELDS)


def in_fields(organisation, names):
    for name in names:
        value = state_of(organisation, name, None)
        if value not in UNSAID:
            yield name, label_of(name), value


def run_of(record, name, value):
    """Return the key of the run by which `record` says `value` of the field `name`, or None where it does not.

    What a full source leaves out it calls inactive. Of names and numbers it may say several.
    """
    if name == "status" and CLOSED in record.values:
        return record.values[CLOSED]["run"] if value == Organisation.Status.INACTIVE else None
    for field in (name, *FURTHER.get(name, ())):
        told = record.values.get(field, {})
        if told.get("value") == value or (field in GATHERED and value in told.get("value", ())):
            return told["run"]
    return None


def last_edits(organisation):
    """Return {field: when it was last written} of the organisation's own columns, by the audit trail."""
    kind = ContentType.objects.get_for_model(Organisation)
    entries = LogEntry.objects.filter(content_type=kind, object_id=organisation.pk).order_by("timestamp", "pk")
    return {name: at for at, changes in entries.values_list("timestamp", "changes") for name in changes or {}}
