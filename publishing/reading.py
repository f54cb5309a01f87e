"""Rows as dictionaries ready for JSON, a page of them at once.

DRF asks every field of every row for its value; with fifty organisations of thirty fields that is most of an answer's
time. Here the fields of a serializer are compiled once into columns and getters: a page is then one SELECT of just these
columns, and one more for each kind of related row, each of them narrowed to what the reader may see.
"""

import datetime
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from django.db import models
from modeltranslation.utils import resolution_order
from rest_framework import serializers

from publishing.visibility import OpenQuerySet
from publishing.wording import LANGUAGE_CODES

EVERY_LANGUAGE = "all"
READ_AT_ONCE = 1000  # rows of a stream that are in memory together


@cache
def identity_of(model):
    """Return the name of the field by which the API names a row of `model`: its slug, else its code, else its key."""
    unique = {field.name for field in model._meta.concrete_fields if field.unique}
    return next((name for name in ("slug", "code") if name in unique), model._meta.pk.name)


@cache
def is_open(model):
    """Tell whether anybody may see every row of `model`, so that there is nothing to check."""
    return isinstance(model._default_manager.all(), OpenQuerySet)


def as_stored(queryset):
    """Return `queryset` with the columns meant literally: modeltranslation else turns `name` into `name_en`."""
    return queryset.rewrite(False) if hasattr(queryset, "rewrite") else queryset


def moment(value):
    return value.astimezone(datetime.UTC).isoformat().removesuffix("+00:00") + "Z"


def converter(field):
    """Return the function that makes a value of `field` fit for JSON, or None where it is already."""
    if isinstance(field, models.DateTimeField):
        return moment
    if isinstance(field, models.DateField):
        return datetime.date.isoformat
    if isinstance(field, models.DecimalField | serializers.DecimalField):
        return f"{{:.{field.decimal_places}f}}".format
    if isinstance(field, models.UUIDField):
        return str
    return None


@dataclass
class Column:
    """A value as it stands in the row, or as an annotation."""

    name: str
    convert: object = None

    @property
    def columns(self):
        return [self.name]

    def getter(self, rows, user):
        if self.convert is None:
            return itemgetter(self.name)
        name, convert = self.name, self.convert
        return lambda row: None if (value := row[name]) is None else convert(value)


class Computed:
    """A value worked out from other columns: `compute(*values of columns)`."""

    def __init__(self, columns, compute):
        self.columns, self.compute = columns, compute

    def getter(self, rows, user):
        columns, compute = self.columns, self.compute
        return lambda row: compute(*[row[column] for column in columns])


class Wording:
    """A text in one language, or in that which stands in for it; for `EVERY_LANGUAGE` an object of all there are."""

    def __init__(self, field, language):
        self.language = language
        order = LANGUAGE_CODES if language == EVERY_LANGUAGE else resolution_order(language)
        self.by_language = {code: f"{field}_{code}" for code in order}
        self.columns = list(self.by_language.values())

    def getter(self, rows, user):
        by_language, columns = self.by_language, self.columns
        if self.language == EVERY_LANGUAGE:
            return lambda row: {code: text for code, column in by_language.items() if (text := row[column])}

        def spoken(row):
            for column in columns:
                if text := row[column]:
                    return text
            return ""

        return spoken


class Reference:
    """The identity of the row that a foreign key points to; None where the reader may not see that row."""

    def __init__(self, field):
        self.field, self.model = field, field.related_model
        self.identity = identity_of(self.model)
        self.columns = [self._own_column() or field.attname]

    def getter(self, rows, user):
        if self._own_column():
            return itemgetter(self.columns[0])
        column = self.field.attname
        keys = {row[column] for row in rows} - {None}
        seen = self.model._default_manager.visible_to(user).filter(pk__in=keys)
        known = dict(as_stored(seen).values_list("pk", self.identity)) if keys else {}
        return lambda row: known.get(row[column])

    def _own_column(self):
        """The column that has the identity without a question, where nothing is hidden."""
        if not is_open(self.model):
            return None
        of_key = self.identity == self.model._meta.pk.name
        return self.field.attname if of_key else f"{self.field.name}__{self.identity}"


class References:
    """The identities of the rows that a many-to-many relation points to and the reader may see, in their order."""

    columns = ()

    def __init__(self, field):
        self.field, self.model = field, field.related_model
        self.identity = identity_of(self.model)

    def getter(self, rows, user):
        source, target = self.field.m2m_field_name(), self.field.m2m_reverse_field_name()
        pairs = self.field.remote_field.through._default_manager.filter(**belonging_to(rows, source))
        if not is_open(self.model):
            pairs = pairs.filter(**{f"{target}__in": self.model._default_manager.visible_to(user)})
        found = {}
        identity = f"{target}__{self.identity}"
        for owner, name in as_stored(pairs).order_by(identity).values_list(f"{source}_id", identity):
            found.setdefault(owner, []).append(name)
        return lambda row: found.get(row["pk"], [])


class Children:
    """The rows that belong to a row and that the reader may see, each as a dictionary of its own plan."""

    columns = ()

    def __init__(self, relation, plan):
        self.plan, self.owner = plan, relation.field.attname

    def getter(self, rows, user):
        children = in_order(self.plan.model).visible_to(user).filter(**belonging_to(rows, self.owner))
        children = list(as_stored(children).values("pk", self.owner, *self.plan.columns))
        found = {}
        for child, shown in zip(children, self.plan.read(children, user), strict=True):
            found.setdefault(child[self.owner], []).append(shown)
        return lambda row: found.get(row["pk"], [])


def belonging_to(rows, column):
    """Return the lookup of what points to `rows` by the foreign key `column`.

    Where keys lie close together it names the first and the last: to write a thousand down takes longer than the answer.
    What lies between and is not wanted is passed over by whoever asks.
    """
    keys = [row["pk"] for row in rows]
    first, last = min(keys), max(keys)
    is_dense = len(keys) > 100 and last - first < 2 * len(keys)
    return {f"{column}__gte": first, f"{column}__lte": last} if is_dense else {f"{column}__in": keys}


def in_order(model):
    """Return all rows of `model` in the order in which their owner lists them."""
    rows = model._default_manager.all()
    if hasattr(rows, "in_order"):
        return rows.in_order()
    names = {field.name for field in model._meta.concrete_fields}
    return rows.order_by("position", "pk") if "position" in names else rows.order_by("pk")


class Plan:
    """How the rows of one model are read for one kind of answer."""

    def __init__(self, model, parts):
        self.model, self.parts = model, parts
        columns = {column for part in parts.values() for column in part.columns}
        self.columns = tuple(sorted(columns - {"pk"}))

    def rows(self, queryset, *more):
        """Return `queryset` as one of dictionaries that hold "pk", the columns of this plan and `more` columns."""
        return as_stored(queryset).values("pk", *self.columns, *(set(more) - {"pk", *self.columns}))

    def read(self, rows, user):
        """Return `rows` (dictionaries made by `rows`) as the dictionaries that `user` is shown."""
        if not rows:
            return []
        getters = [(name, part.getter(rows, user)) for name, part in self.parts.items()]
        return [{name: get(row) for name, get in getters} for row in rows]

    def stream(self, parts, user):
        """Yield every row of the querysets `parts` as the dictionary that `user` is shown, holding one part at a time."""
        for part in parts:
            yield from self.read(list(self.rows(part)), user)
