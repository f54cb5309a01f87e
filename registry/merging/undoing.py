"""Part again what was merged. Whoever may change organisations may call this: the caller checks that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Organisation, OrganisationName
from publishing import content_version
from registry.merging.actions import refresh_both
from registry.merging.fields import leads_back
from registry.merging.relations import move, relation_of
from registry.merging.signals import merge_undone
from registry.merging.trail import Trail
from registry.models import Merge

CHANGED, GONE, FORBIDDEN = "changed", "gone", "forbidden"


@transaction.atomic
def undo(*, merge, user=None):
    """Bring back what `merge` changed, and return it. What was changed since stays, and is listed in `not_undone`.

    Raises ValidationError where it was undone already, or where a later merge has to be undone first.
    """
    done = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, absorbed = locked(done)
    trail, parting = Trail(done, user), Parting(kept, absorbed)
    for label, name, keys in done.record["moved"]:
        parting.move_back(label, name, keys, trail)
    parting.take_back_names(done.record["names"], trail)
    told = parting.restore(kept, done.record["fields"]) | parting.restore_several(done.record["sets"], trail)
    trail.save(kept, told)
    trail.save(absorbed, parting.restore(absorbed, done.record["absorbed"]))
    done.undone_at, done.undone_by, done.not_undone = timezone.now(), user, parting.left
    done.save()
    refresh_both(kept, absorbed)
    merge_undone.send(Merge, kept=kept, absorbed=absorbed, merge=done)
    return done


def locked(done):
    """Return the kept and the absorbed organisation of the merge `done`, held until the transaction ends."""
    if done.is_undone:
        raise ValidationError(_("This merge has been undone already."), code="undone")
    content_version.raise_version()  # where writers take turns, before any row is held
    rows = Organisation.objects.select_for_update().filter(pk__in=[done.kept_id, done.absorbed_id]).order_by("pk")
    found = {row.pk: row for row in rows}
    kept, absorbed = found[done.kept_id], found[done.absorbed_id]
    if kept.merged_into_id:
        told = {"name": kept, "other": kept.merged_into}
        raise ValidationError(_("“%(name)s” was merged into “%(other)s” since: undo that first.") % told, code="later")
    if absorbed.merged_into_id != kept.pk:
        raise ValidationError(_("“%(name)s” is no longer merged.") % {"name": absorbed}, code="parted")
    return kept, absorbed


class Parting:
    """The way back; `left` is [[model, key, field, why]] of what stays as it is."""

    def __init__(self, kept, absorbed):
        self.kept, self.absorbed, self.left = kept, absorbed, []

    def leave(self, model, keys, name, why):
        self.left += [[model._meta.label, key, name, why] for key in sorted(keys)]

    def move_back(self, label, name, keys, trail):
        """Return these rows to the absorbed one, but for those that are gone or belong to a third by now."""
        relation = relation_of(label, name)
        if relation is None:
            self.left += [[label, key, name, GONE] for key in keys]
            return
        there = relation.model._base_manager.filter(pk__in=keys)
        ours = there.filter(**{name: self.kept})
        owners = dict(there.values_list("pk", relation.field.attname))
        moved, forbidden = move(ours, relation.field, self.absorbed)
        trail.moved(relation, moved, self.kept, self.absorbed)
        changed = {key for key, owner in owners.items() if owner not in (self.kept.pk, self.absorbed.pk)}
        self.leave(relation.model, set(keys) - owners.keys(), name, GONE)
        self.leave(relation.model, changed, name, CHANGED)
        self.leave(relation.model, forbidden, name, FORBIDDEN)

    def take_back_names(self, added, trail):
        texts = dict(added)
        there = {name.pk: name for name in OrganisationName.objects.filter(pk__in=texts)}
        as_added = [
            name for key, name in there.items() if (name.text, name.organisation_id) == (texts[key], self.kept.pk)
        ]
        changed = there.keys() - {name.pk for name in as_added}
        trail.delete(as_added)
        self.leave(OrganisationName, texts.keys() - there.keys(), "text", GONE)
        self.leave(OrganisationName, changed, "text", CHANGED)

    def restore(self, row, changes):
        """Set the fields of `row` to what they were, where they are as the merge left them; return {field: [now, then]}."""
        told = {}
        for name, (before, after) in changes.items():
            field = Organisation._meta.get_field(name)
            shown = getattr(row, name)
            if getattr(row, field.attname) != field.to_python(after):
                self.leave(Organisation, [row.pk], name, CHANGED)
            elif why := self._set(row, field, field.to_python(before)):
                self.leave(Organisation, [row.pk], name, why)
            else:
                told[name] = [shown, getattr(row, name)]
        return told

    def restore_several(self, changes, trail):
        """Set the relations of the kept one to what they were; what others have added or removed since stays so."""
        told = {}
        for name, change in changes.items():
            manager, removed = getattr(self.kept, name), set(change["removed"])
            now = set(manager.values_list("pk", flat=True))
            then = manager.model._base_manager.filter(pk__in=(now - set(change["added"])) | removed)
            told[name] = trail.set_several(self.kept, name, then)
            if removed - {row.pk for row in then}:
                self.leave(Organisation, [self.kept.pk], name, GONE)
        return told

    def _set(self, row, field, then):
        """Set `field` of `row` to `then`, or tell why that cannot be."""
        now, other = getattr(row, field.attname), None
        if field.is_relation and then is not None:
            other = field.related_model._base_manager.filter(pk=then).first()
            if other is None:
                return GONE
        if field.name == "parent" and leads_back(other, [row]):
            return FORBIDDEN
        setattr(row, field.attname, then)
        try:
            row.validate_constraints()
        except ValidationError:
            setattr(row, field.attname, now)
            return FORBIDDEN
        return None
