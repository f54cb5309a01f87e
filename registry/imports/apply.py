"""Write what a Plan found, a batch at a time, in bulk: 18,000 organisations in seconds, not in minutes."""

from collections import defaultdict
from contextvars import copy_context
from uuid import UUID

from auditlog.context import set_actor
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from people.actions import void_verifications
from people.columns import OTHER_NAMES
from people.models import (
    FocusArea,
    Group,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationTag,
)
from people.models.organisations import Kind
from people.models.verifications import VoidReason
from places.models import Region
from publishing.models import PublicationState
from publishing.slugs import numbered, readable_slug, taken_slugs
from publishing.sorting import fill_sort_keys
from registry.imports.plan import CLOSED
from registry.imports.states import PLAIN, state_of
from registry.models import Conflict, IdentifierSetAside, SourceRecord

SORT_FIELDS = [field.name for field in Organisation._meta.concrete_fields if field.name.startswith("sort_name")]
# Of a field with several values: the model of the rows between, its column, the model of the values and their code.
SEVERAL = {
    "regions": (Organisation.regions.through, "region", Region, "code"),
    "focus_areas": (Organisation.focus_areas.through, "focusarea", FocusArea, "slug"),
    "groups": (Organisation.groups.through, "group", Group, "slug"),
}
# Of tags: the column that has the goal or target.
TAGS = {"goals": "goal_id", "targets": "target_id"}


class Writer:
    """Writes entries of a Plan for the ImportRun `run`; call it inside a transaction. `touched` are the keys of rows."""

    def __init__(self, run):
        self.run, self.touched, self.closed = run, [], {}
        self.had_conflicts = Conflict.objects.filter(state=Conflict.State.OPEN, record__source=run.source).exists()
        self.slugs = taken_slugs(Organisation)
        self.codes = {
            model: dict(model.objects.values_list(code, "pk")) for _through, _column, model, code in SEVERAL.values()
        }

    def write(self, entries):
        """Write the `entries` of a batch that are not refused."""
        created = [entry for entry in entries if entry.outcome == "created"]
        changed = [entry for entry in entries if entry.outcome == "changed"]
        self._create(created)
        self._add_what_hangs_on(created)
        for once in each_organisation_once(changed):
            self.change(once)
        seen = [entry for entry in entries if entry.outcome != "refused"]
        self._set_aside(seen)
        self._record(seen)
        self._ask(seen)
        self._audit(created, LogEntry.Action.CREATE)
        self.touched += [entry.organisation.pk for entry in created]

    def change(self, entries):
        """Write the changes of organisations that we have, and nothing of what their source says."""
        self._void_verifications(entries)
        self._change(entries)
        self._add_what_hangs_on(entries)
        self._audit(entries, LogEntry.Action.UPDATE)
        self.touched += [entry.organisation.pk for entry in entries]

    def _create(self, entries):
        now = timezone.now()
        for entry in entries:
            row = Organisation(kind=Kind.NATIONAL_NGO)
            self._set(row, entry.values)
            row.publication_state, row.published_at = PublicationState.PUBLISHED, now
            row.slug = self._free_slug(row, entry.label)
            fill_sort_keys(row)
            entry.organisation = row
        Organisation.objects.bulk_create([entry.organisation for entry in entries])

    def _void_verifications(self, entries):
        """Bulk writing sends no signals: what `people.signals` does for a row is done here for all."""
        renamed = [entry.organisation.pk for entry in entries if any(map(is_name, entry.changes))]
        renumbered = [
            entry.organisation.pk for entry in entries if {"identifier", "other_identifiers"} & set(entry.changes)
        ]
        for keys, reason in ((renumbered, VoidReason.IDENTIFIER), (renamed, VoidReason.NAME)):
            if keys:
                in_the_name_of(
                    self.run.started_by,
                    void_verifications,
                    organisations=keys,
                    reason=reason,
                    on=timezone.localdate(),
                )

    def _change(self, entries):
        fields, now = {"updated_at"}, timezone.now()
        for entry in entries:
            names = {name for name in entry.changes if name in PLAIN or name in ("founded_on", "region")}
            self._set(entry.organisation, {name: entry.changes[name][1] for name in names})
            entry.organisation.updated_at = now
            if any(map(is_name, names)):
                fill_sort_keys(entry.organisation)
                fields.update(SORT_FIELDS)
            fields |= names
        if entries:
            Organisation.objects.bulk_update([entry.organisation for entry in entries], sorted(fields), batch_size=200)

    def _set(self, row, values):
        for name, value in values.items():
            if name == "region":
                row.region_id = self.codes[Region][value]
            elif name == "guid":  # of an export into a registry that lacks the row: it keeps its identity
                row.guid = UUID(value)
            elif name in PLAIN or name == "founded_on":
                setattr(row, name, value)

    def _free_slug(self, row, label):
        slug = numbered(readable_slug(label) or row.guid.hex[:12], self.slugs)
        self.slugs.add(slug)
        return slug

    def _add_what_hangs_on(self, entries):
        self._replace_several(entries)
        for name, column in TAGS.items():
            self._tag([entry for entry in entries if name in entry.changes], name, column)
        self._number(entries)
        names = [
            OrganisationName(organisation=entry.organisation, kind=kind, text=text)
            for entry in entries
            for name, kind in OTHER_NAMES.items()
            for text in added(entry, name)
        ]
        OrganisationName.objects.bulk_create(names, ignore_conflicts=True)  # a former name may be the acronym

    def _number(self, entries):
        """Give identifiers: the one by which a source knows an organisation replaces its former one, others are added."""
        numbers = [(entry, pair) for entry in entries for pair in added(entry, "other_identifiers")]
        for entry in entries:
            before, after = entry.changes.get("identifier", [None, None])
            if before:
                entry.organisation.identifiers.filter(scheme=after[0], value=before[1]).delete()
            numbers += [(entry, after)] if after else []
        OrganisationIdentifier.objects.bulk_create(
            OrganisationIdentifier(organisation=entry.organisation, scheme=scheme, value=value)
            for entry, (scheme, value) in numbers
        )

    def _replace_several(self, entries):
        for name, (through, column, model, _code) in SEVERAL.items():
            touched = [entry for entry in entries if name in entry.changes]
            if old := [entry.organisation.pk for entry in touched if entry.changes[name][0]]:
                through.objects.filter(organisation__in=old).delete()
            through.objects.bulk_create(
                through(organisation_id=entry.organisation.pk, **{f"{column}_id": self.codes[model][code]})
                for entry in touched
                for code in entry.changes[name][1]
            )

    def _tag(self, entries, name, column):
        """Tag with goals as a whole, or with targets; a tag that stays keeps its weight and its reason."""
        gone, tags = defaultdict(list), []
        for entry in entries:
            before, after = entry.changes[name]
            for code in set(before or []) - set(after):
                gone[code].append(entry.organisation.pk)
            tags += [OrganisationTag(organisation=entry.organisation, **{column: code}) for code in added(entry, name)]
        whole = {"target__isnull": True} if name == "goals" else {}
        for code, keys in gone.items():
            OrganisationTag.objects.filter(organisation__in=keys, **{column: code}, **whole).delete()
        for tag in tags:
            tag.imply_goal()
        OrganisationTag.objects.bulk_create(tags)

    def _set_aside(self, entries):
        IdentifierSetAside.objects.bulk_create(
            [
                IdentifierSetAside(
                    organisation=entry.organisation, scheme=scheme, value=value, reason=code, run=self.run
                )
                for entry in entries
                for scheme, value, code in entry.set_aside
            ],
            ignore_conflicts=True,
        )

    def _record(self, entries):
        """Keep what the source says; a record that says what it said before is only marked as seen."""
        new, known, as_before = [], [], []
        for entry in entries:
            values, record = self._values_of(entry), entry.record
            said = (entry.key, entry.organisation.pk, values)
            if record and said == (record.key, record.organisation_id, record.values):
                as_before.append(record.pk)
                continue
            (known if record else new).append(
                record := record or SourceRecord(source=self.run.source, first_run=self.run)
            )
            record.key, record.organisation, record.values = entry.key, entry.organisation, values
            record.is_listed, record.last_run = True, self.run
            entry.record = record
        SourceRecord.objects.filter(pk__in=as_before).update(last_run=self.run, is_listed=True)
        SourceRecord.objects.bulk_create(new)
        fields = ["key", "organisation", "values", "is_listed", "last_run"]
        SourceRecord.objects.bulk_update(known, fields, batch_size=200)

    def _values_of(self, entry):
        """Return the values with the run that brought each; what this file has no column for stays as it was."""
        before = entry.record.values if entry.record else {}
        kept = {name: value for name, value in before.items() if name != CLOSED}
        return kept | {
            name: {"value": value, "run": self.run.pk}
            for name, value in entry.values.items()
            if before.get(name, {}).get("value") != value
        }

    def _ask(self, entries):
        """Open the conflicts that were found, in the place of older ones about the same; close those that are over."""
        entry_of = {entry.record.pk: entry for entry in entries} if self.had_conflicts else {}
        open_ones = Conflict.objects.filter(state=Conflict.State.OPEN, record__in=entry_of)
        over = [one.pk for one in open_ones if is_over(entry_of[one.record_id], one.field)]
        Conflict.objects.filter(pk__in=over).delete()
        Conflict.objects.bulk_create(
            Conflict(record=entry.record, run=self.run, field=name, ours=ours, theirs=theirs)
            for entry in entries
            for name, (ours, theirs) in entry.conflicts.items()
        )

    def close(self, records):
        """Make the organisations of `records`, which a full source no longer lists, inactive; return [(row, before)]."""
        closed, now = [], timezone.now()
        for record in records:
            record.is_listed = False
            organisation = record.organisation
            before = self.closed.get(organisation.pk, organisation.status)
            if before == Organisation.Status.INACTIVE:
                continue
            record.values[CLOSED] = {"value": before, "run": self.run.pk}
            if organisation.pk not in self.closed:
                self.closed[organisation.pk] = before
                closed.append((organisation, before))
                organisation.status, organisation.updated_at = Organisation.Status.INACTIVE, now
        Organisation.objects.bulk_update([row for row, _before in closed], ["status", "updated_at"], batch_size=200)
        SourceRecord.objects.bulk_update(records, ["is_listed", "values"], batch_size=200)
        self._log([(row, {"status": [before, row.status]}) for row, before in closed], LogEntry.Action.UPDATE)
        self.touched += [row.pk for row, _before in closed]
        return closed

    def _audit(self, entries, action):
        self._log([(entry.organisation, entry.changes) for entry in entries], action)

    def _log(self, changes, action):
        """Enter each row in the audit trail, as a change one by one would have been."""
        kind, actor = ContentType.objects.get_for_model(Organisation), self.run.started_by
        LogEntry.objects.bulk_create(
            LogEntry(
                content_type=kind,
                object_pk=str(row.pk),
                object_id=row.pk,
                object_repr=str(row)[:300],
                action=action,
                changes={name: [str(before or ""), str(after)] for name, (before, after) in changed.items()},
                actor=actor,
                additional_data={"import": self.run.pk},
            )
            for row, changed in changes
        )


def each_organisation_once(entries):
    """Yield `entries` in portions without a second row of one organisation, which only those merged here have."""
    while entries:
        first = {entry.organisation.pk: entry for entry in reversed(entries)}
        once = [entry for entry in entries if first[entry.organisation.pk] is entry]
        yield once
        entries = [entry for entry in entries if first[entry.organisation.pk] is not entry]


def is_name(field):
    return field.startswith("name_") or field in OTHER_NAMES


def in_the_name_of(user, action, **options):
    """Call `action` so that the audit trail names `user`, and leave the trail of a request around it as it was."""

    def act():
        with set_actor(user):
            action(**options)

    copy_context().run(act)


def added(entry, name):
    """Return what a change adds to the several values of a field."""
    before, after = entry.changes.get(name, [None, []])
    return [one for one in after if one not in (before or [])]


def is_over(entry, name):
    """Tell whether an open conflict about this field is replaced by a new one, or both sides agree by now."""
    if name in entry.conflicts or name in entry.changes:
        return True
    value = entry.values.get(name)
    return value is not None and state_of(entry.organisation, name, value) == value
