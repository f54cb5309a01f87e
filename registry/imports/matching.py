"""Whom a row of a file means: by identifier, else by its key in the source, which may be its name and region."""

from django.db.models import Q

from people.models import Organisation, OrganisationIdentifier
from registry.imports.states import with_state
from registry.imports.values import phrase_key


def key_of(values):
    """Return the key of a row in its source: its own, else its identifier, else its name and region folded."""
    if "key" in values:
        return values["key"]
    if "identifier" in values:
        return "-".join(values["identifier"])
    return name_key_of(values)


def name_key_of(values):
    """Return the key of a row that has neither a key of its own nor an identifier."""
    name = next((value for name, value in values.items() if name.startswith("name_")), "")
    return f"{phrase_key(name)}|{values.get('region', '')}"[:200]


def match(plan, entries):
    """Give each of `entries`, rows that will be refused included, its organisation and its record in the source.

    A row that repeats an earlier one is not looked for by number or name: a run for real would find what it has just
    written, a dry run would not.
    """
    numbers = organisations_of(plan, [entry for entry in entries if not entry.is_told_before])
    keys = {entry.key for entry in entries} | {
        name_key_of(entry.values) for entry in entries if "key" not in entry.values
    }
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


def give_record(entry, by_key, own):
    """Give `entry` the record of its organisation, else that under its key. A record keeps the key it began with.

    So whoever stands under that key in the same file is the same organisation each time the file is read.
    """
    is_its_own = by_key is not None and by_key.organisation_id == entry.organisation.pk
    entry.record = by_key if is_its_own else own or by_key
    if entry.record:
        entry.key = entry.record.key


def organisations_of(plan, entries):
    """Return {row number: key of the organisation} of the `entries` whose identifier we know, or knew before this run."""
    told = {entry.number: tuple(entry.values["identifier"]) for entry in entries if "identifier" in entry.values}
    schemes, values = {scheme for scheme, _value in told.values()}, {value for _scheme, value in told.values()}
    rows = OrganisationIdentifier.objects.filter(scheme__in=schemes, value__in=values).select_related("organisation")
    now = {(row.scheme, row.value): row.organisation.merged_into_id or row.organisation_id for row in rows}
    known = plan.numbers_taken_away | now
    return {number: known[identifier] for number, identifier in told.items() if identifier in known}


def match_new_numbers(plan, entries, known, records):
    """An organisation that the source listed without a number, and that has one now, is the same."""
    for entry in entries:
        record = records.get(name_key_of(entry.values))
        by_number_only = "identifier" in entry.values and "key" not in entry.values and not entry.is_told_before
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
