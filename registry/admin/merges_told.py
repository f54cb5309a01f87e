"""A merge in words: fields, values and rows as people know them."""

from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, OrganisationName
from registry.merging.relations import relation_of
from registry.merging.undoing import CHANGED, FORBIDDEN, GONE

WHY = {
    CHANGED: _("was changed since and stays as it is"),
    GONE: _("is no longer there"),
    FORBIDDEN: _("cannot go back: a rule forbids it by now"),
}


def words_for(field, value):
    """Return a value of `field` of an organisation as one reads it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    words = dict(getattr(field, "flatchoices", ()))
    return "" if value is None else words.get(value, localize(value))


def values_told(record):
    """Return [(label, before, after)] of the fields of the kept organisation that a merge has changed."""
    told = []
    for name, (before, after) in record["fields"].items():
        field = Organisation._meta.get_field(name)
        told.append((capfirst(field.verbose_name), *[stored_in_words(field, value) for value in (before, after)]))
    for name, change in record["sets"].items():
        field = Organisation._meta.get_field(name)
        keys = [key for side in ("removed", "added") for key in change[side]]
        rows = field.related_model._base_manager.in_bulk(keys)
        sides = [", ".join(str(rows[key]) for key in change[side] if key in rows) for side in ("removed", "added")]
        told.append((capfirst(field.verbose_name), *sides))
    return told


def stored_in_words(field, value):
    """Return a value as a record keeps it, of a relation by the key, as one reads it."""
    if field.is_relation:
        return str(field.related_model._base_manager.filter(pk=value).first() or "")
    return words_for(field, field.to_python(value))


def rows_told(kinds, *, only_numbers=False):
    """Return [(label of the relation, number, names of the rows)] of [[model, key, keys of rows]]."""
    told = []
    for label, name, keys in kinds:
        relation = relation_of(label, name)
        names = [] if only_numbers or relation is None else [str(row) for row in relation.named(keys)]
        told.append((relation.label if relation else label, len(keys), names))
    return told


def not_undone(merge):
    """Return [(what, why)] of what an undo has left as it was."""
    return [(left_in_words(label, key, name), WHY[why]) for label, key, name, why in merge.not_undone]


def left_in_words(label, key, name):
    """Return the words for the field or foreign key `name` of the row with this key."""
    if relation := relation_of(label, name):
        return f"{relation.label}: {relation.named([key]).first() or key}"
    model = {Organisation._meta.label: Organisation, OrganisationName._meta.label: OrganisationName}.get(label)
    if model is None:  # of a model that is no longer there
        return f"{label} {key}"
    return f"{capfirst(model._meta.get_field(name).verbose_name)}: {model._base_manager.filter(pk=key).first() or key}"
