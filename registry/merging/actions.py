"""Merge two organisations. Whoever may change organisations may call this: the caller checks that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from people.columns import NAMES
from people.models import Organisation, OrganisationName
from publishing import content_version
from publishing.models import PublicationState
from publishing.search import refresh_around
from registry.merging.fields import choose, compare, would_show_names
from registry.merging.relations import move, relations
from registry.merging.signals import organisations_merged
from registry.merging.trail import Trail
from registry.models import Merge


@transaction.atomic
def merge(*, kept, absorbed, choices=None, with_names=None, user=None):
    """Merge `absorbed` into `kept` and return the Merge, by which it can be undone.

    `choices` says for fields whose value counts: {field: KEPT, ABSORBED or BOTH} of registry.merging.fields; for the others
    it is that of the kept one, where it has one. All that points to the absorbed one points to the kept one afterwards,
    but for rows of which the kept one has the like. The absorbed one is archived, and its addresses lead to the kept one.
    `with_names` says whether what the absorbed one is called becomes other names of the kept one; where nothing is said it
    does, unless the public would hear of it thereby.

    Raises ValidationError where the two cannot be merged, or the choices would break a rule of organisations.
    """
    kept, absorbed = locked(kept, absorbed)
    values = choose(compare(kept, absorbed), choices or {})
    if with_names is None:
        with_names = not would_show_names(kept, absorbed)
    names = {*names_of(kept), *(names_of(absorbed) if with_names else ())}
    done = Merge.objects.create(kept=kept, absorbed=absorbed, merged_by=user)
    trail = Trail(done, user)
    record = move_rows(kept, absorbed, trail, with_names=with_names)
    record |= take_values(kept, values, trail)
    record["names"] = keep_names(kept, names, trail)
    record["absorbed"] = close(absorbed, kept, trail)
    done.record = record
    done.save()
    refresh_both(kept, absorbed)
    organisations_merged.send(Merge, kept=kept, absorbed=absorbed, merge=done)
    return done


def locked(kept, absorbed):
    """Return both rows as they are now, held until the transaction ends, always in one order."""
    content_version.raise_version()  # where writers take turns, before any row is held
    rows = Organisation.objects.select_for_update().filter(pk__in=[kept.pk, absorbed.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    check(found.get(kept.pk), found.get(absorbed.pk))
    return found[kept.pk], found[absorbed.pk]


def check(kept, absorbed):
    """Raise ValidationError unless these are two organisations that can be merged; None stands for one that is gone."""
    if kept is None or absorbed is None:
        raise ValidationError(_("One of the two organisations is no longer there."), code="gone")
    if kept.pk == absorbed.pk:
        raise ValidationError(_("An organisation cannot be merged into itself."), code="same")
    for row in (kept, absorbed):
        if row.merged_into_id:
            told = {"name": row, "other": row.merged_into}
            raise ValidationError(_("“%(name)s” was merged into “%(other)s” already.") % told, code="merged")


def move_rows(kept, absorbed, trail, *, with_names):
    """Have everything that points to `absorbed` point to `kept`; return what moved and what stayed."""
    record = {"moved": [], "stayed": []}
    for relation in relations(with_names=with_names):
        moved, stayed = move(relation.rows(absorbed, but_for=kept), relation.field, kept)
        trail.moved(relation, moved, absorbed, kept)
        for name, keys in (("moved", moved), ("stayed", stayed)):
            if keys:
                record[name].append([relation.model._meta.label, relation.field.name, keys])
    return record


def take_values(kept, values, trail):
    """Give `kept` these values, {field: value}; return {"fields": …, "sets": …} of what changed."""
    fields, told, sets = {}, {}, {}
    for name, value in values.items():
        field = Organisation._meta.get_field(name)
        if field.many_to_many:
            before, after = set(getattr(kept, name).values_list("pk", flat=True)), {row.pk for row in value}
            if before != after:
                sets[name] = {"added": sorted(after - before), "removed": sorted(before - after)}
                told[name] = trail.set_several(kept, name, value)
        elif (before := getattr(kept, name)) != value:
            stored = getattr(kept, field.attname)
            setattr(kept, name, value)
            fields[name] = [stored, getattr(kept, field.attname)]
            told[name] = [before, value]
    kept.full_clean()
    trail.save(kept, told)
    return {"fields": fields, "sets": sets}


def names_of(organisation):
    return [text for name in NAMES if (text := getattr(organisation, name))]


def keep_names(kept, names, trail):
    """Keep as other names what one of the two was called and `kept` is not; return [[key, text]] of what is new."""
    known = {*names_of(kept), *kept.other_names.values_list("text", flat=True)}
    new = OrganisationName.objects.bulk_create(
        OrganisationName(organisation=kept, text=text) for text in sorted(names - known)
    )
    trail.added(new)
    return [[name.pk, name.text] for name in new]


def close(absorbed, kept, trail):
    """Archive `absorbed` in favour of `kept`; return {field: [before, after]}."""
    before = absorbed.publication_state
    absorbed.merged_into, absorbed.publication_state = kept, PublicationState.ARCHIVED
    trail.save(absorbed, {"merged_into": [None, kept], "publication_state": [before, absorbed.publication_state]})
    return {"merged_into": [None, kept.pk], "publication_state": [before, absorbed.publication_state]}


def refresh_both(kept, absorbed):
    """Bring up to date what is kept of the two, and of all that names one of them."""
    content_version.raise_version()
    refresh_around(Organisation, [kept.pk, absorbed.pk])
