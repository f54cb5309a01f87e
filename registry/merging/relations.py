"""Whatever points to an organisation, in every app, and how it comes to point to another one.

The relations are read from the models, so that the apps above are served without being known here. A model whose rows
tell of an organisation as it was says `stays_when_merged = True`.
"""

from dataclasses import dataclass

from django.db import IntegrityError, models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.text import capfirst

from people.models import Organisation, OrganisationName

BATCH = 500  # rows moved with one statement


@dataclass(frozen=True)
class Relation:
    """A foreign key to organisations. Of a plain many-to-many relation it is that of the rows between; `of` owns it."""

    model: type[models.Model]
    field: models.ForeignKey
    of: models.ManyToManyField | None = None

    @property
    def label(self):
        """Its name for people: "Memberships (on behalf of)"."""
        told = self.of or self.field
        return f"{capfirst(told.model._meta.verbose_name_plural)} ({told.verbose_name})"

    def rows(self, organisation, *, but_for):
        """Return the rows that point to `organisation`, the organisation `but_for` itself never among them."""
        rows = self.model._base_manager.filter(**{self.field.name: organisation})
        return rows.exclude(pk=but_for.pk) if self.model is Organisation else rows

    def named(self, keys):
        """Return the rows with these keys as people know them; of rows between two, those at the other end."""
        if not self.of:
            return with_names(self.model).filter(pk__in=keys)
        ends = self.model._base_manager.filter(pk__in=keys).values(f"{self.of.m2m_field_name()}_id")
        return with_names(self.of.model).filter(pk__in=ends)


def with_names(model):
    """Return the rows of `model` with what their names are made of."""
    parents = [field.name for field in model._meta.concrete_fields if field.many_to_one]
    return model._base_manager.select_related(*parents) if parents else model._base_manager.all()


def relations(*, with_names=True):
    """Return every Relation whose rows move when two organisations become one, with or without its other names."""
    found = []
    for one in Organisation._meta.related_objects:
        if one.many_to_many:
            through = one.through
            if through._meta.auto_created:
                found.append(Relation(through, through._meta.get_field(one.field.m2m_reverse_field_name()), one.field))
        elif not getattr(one.related_model, "stays_when_merged", False):
            found.append(Relation(one.related_model, one.field))
    return [one for one in found if with_names or one.model is not OrganisationName]


def relation_of(label, name):
    """Return the Relation by the label of its model and the name of its key, or None where there is none any more."""
    return next((one for one in relations() if (one.model._meta.label, one.field.name) == (label, name)), None)


def counts(organisation, *, but_for, with_names=True):
    """Return [(label, number)] of the rows that point to `organisation`, kind by kind: one query."""
    kinds = relations(with_names=with_names)
    numbers = {
        f"rows_{place}": Subquery(
            kind.rows(OuterRef("pk"), but_for=but_for)
            .order_by()
            .values(kind.field.name)
            .annotate(number=Count("pk"))
            .values("number")
        )
        for place, kind in enumerate(kinds)
    }
    found = Organisation._base_manager.filter(pk=organisation.pk).annotate(**numbers).values_list(*numbers).get()
    return [(kind.label, number) for kind, number in zip(kinds, found, strict=True) if number]


def move(rows, field, to):
    """Have the key `field` of `rows` point to `to`; return the keys of the rows that do, and of those that may not.

    The database is asked, so whatever constraint a model has is kept: first all at once, then one by one.
    """
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    moved = []
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        moved += batch if _point(rows.model, batch, field, to) else _one_by_one(rows.model, batch, field, to)
    return moved, sorted(set(keys) - set(moved))


def _one_by_one(model, keys, field, to):
    return [key for key in keys if _point(model, [key], field, to)]


def _point(model, keys, field, to):
    """Tell whether no constraint forbids that these rows point to `to`; if so, they do."""
    times = {one.name: timezone.now() for one in model._meta.concrete_fields if getattr(one, "auto_now", False)}
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=keys).update(**{field.name: to}, **times)
    except IntegrityError:
        return False
    return True
