"""Whom a row of a file means: by our GUID, by identifier, else by its key in the source, or its name and region."""

from uuid import UUID

from django.db.models import Q

from people.models import Organisation, OrganisationIdentifier
from registry.imports.numbers import pairs_of
from registry.imports.states import with_state
from registry.imports.values import phrase_key


def key_of(values):
    """Return the key of a row in its source: its own, our GUID, its identifier, else its name and region folded."""
    if has_own_key(values):
        return values.get("key") or values["guid"]
    if "identifier" in values:
        return "-".join(values["identifier"])
    return name_key_of(values)


def has_own_key(values):
    """Tell whether a row says who is meant, be it in the words of its source or of our own export."""
    return "key" in values or "guid" in values


def name_key_of(values):
    """Return the key of a row that has neither a key of its own nor an identifier."""
    name = next((value for name, value in values.items() if name.startswith("name_")), "")
    return f"{phrase_key(name)}|{values.get('region', '')}"[:200]


def match(plan, entries):
    """Give each of `entries`, rows that will be refused included, its organisation and its record in the source.

    A row that repeats an earlier one is not looked for by GUID, number or name: a run for real would find what it has
    just written, a dry run would not. Returns {(scheme, value): key of the organisation} of the numbers of the rows.
    """
    fresh = [entry for entry in entries if not entry.is_told_before]
    owners, guids = owners_of(plan, fresh), organisations_by_guid(fresh)
    numbers = {entry.number: found for entry in fresh if (found := first_owner(entry, owners))} | guids
    keys = {entry.key for entry in entries}
    keys |= {name_key_of(entry.values) for entry in entries if not has_own_key(entry.values)}
    records = {record.key: record for record in plan.records.filter(key__in=keys)}
    known = {}
    for entry in entries:
        record = records.get(entry.key)
        by_key = record.organisation_id if record else None
        known[entry.number] = numbers.get(entry.number, by_key)
    match_new_numbers(plan, entries, known, records)
    list_namesakes(plan, entries)
    found = with_state(Organisation.objects.all()).in_bulk(set(known.values()) - {None})
    own = {
        record.organisation_id: record for record in plan.records.filter(organisation__in=found).order_by("is_listed")
    }
    for entry in entries:
        entry.organisation = found.get(known[entry.number])
        entry.is_new = entry.organisation is None
        if not entry.is_new:
            give_record(entry, records.get(entry.key), own.get(entry.organisation.pk))
    return owners


def give_record(entry, by_key, own):
    """Give `entry` the record of its organisation, else that under its key. A record keeps the key it began with.

    So whoever stands under that key in the same file is the same organisation each time the file is read.
    """
    is_its_own = by_key is not None and by_key.organisation_id == entry.organisation.pk
    entry.record = by_key if is_its_own else own or by_key
    if entry.record:
        entry.key = entry.record.key


def owners_of(plan, entries):
    """Return {(scheme, value): key of the organisation} of the numbers in `entries`, as known now or before this run."""
    told = {pair for entry in entries for pair in pairs_of(entry.values)}
    schemes, values = {scheme for scheme, _value in told}, {value for _scheme, value in told}
    rows = OrganisationIdentifier.objects.filter(scheme__in=schemes, value__in=values).select_related("organisation")
    now = {(row.scheme, row.value): row.organisation.merged_into_id or row.organisation_id for row in rows}
    return plan.numbers_taken_away | now


def first_owner(entry, owners):
    return next((owners[pair] for pair in pairs_of(entry.values) if pair in owners), None)


def organisations_by_guid(entries):
    """Return {row number: key of the organisation} of the `entries` that name one of ours; no query where none does."""
    told = {entry.number: UUID(entry.values["guid"]) for entry in entries if "guid" in entry.values}
    rows = Organisation.objects.filter(guid__in=told.values()).values_list("guid", "pk", "merged_into") if told else []
    known = {guid: merged_into or key for guid, key, merged_into in rows}
    return {number: known[guid] for number, guid in told.items() if guid in known}


def match_new_numbers(plan, entries, known, records):
    """An organisation that the source listed without a number, and that has one now, is the same."""
    for entry in entries:
        record = records.get(name_key_of(entry.values))
        by_number_only = "identifier" in entry.values and not has_own_key(entry.values) and not entry.is_told_before
        has_new_number = by_number_only and not known[entry.number]
        if has_new_number and record and not is_taken(plan, known, record.organisation_id):
            known[entry.number] = record.organisation_id


def list_namesakes(plan, entries):
    """Count as listed whoever has the exact name of a row whose number or another cell is mistyped.

    So a slip of the pen closes no organisation of a full source. It is not taken for the same: that is for people to say.
    """
    doubtful = [entry for entry in entries if (entry.problems or entry.set_aside) and not entry.is_told_before]
    names = {pair for entry in doubtful for pair in entry.values.items() if pair[0].startswith("name_")}
    if not names or not plan.source.is_full:
        return
    condition = Q()
    for column in {column for column, _value in names}:
        condition |= Q(**{f"organisation__{column}__in": [value for name, value in names if name == column]})
    for record in plan.records.filter(condition).select_related("organisation__region"):
        if any(is_named_alike(record.organisation, entry.values) for entry in doubtful):
            plan.listed.add(record.pk)


def is_named_alike(organisation, values):
    """Tell whether `organisation` has a name of `values` and, where both say one, their region."""
    region = values.get("region")
    if region and organisation.region_id and organisation.region.code != region:
        return False
    return any(getattr(organisation, name) == value for name, value in values.items() if name.startswith("name_"))


def is_taken(plan, known, organisation):
    """Tell whether another row means the organisation with this key already."""
    return organisation in plan.row_of_organisation or organisation in known.values()
