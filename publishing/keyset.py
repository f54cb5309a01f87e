"""Paging by the last row seen, not by number: no row is skipped or shown twice, and page 300 costs what page 1 does.

The address of a page carries the row it continues from, as `after=<value>~<key>` or `before=<value>~<key>`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

CURSOR_NAMES = ("after", "before")
MARK = re.compile(r"([^\x00]{0,400})~(\d{1,18})")


@dataclass
class Page:
    """Some rows of a list; `previous` and `next` are the query parameters of its neighbours, empty at the ends."""

    rows: list
    previous: dict
    next: dict


@dataclass(frozen=True)
class Keyset:
    """The order of a list: one field and, where that is equal, the key. Rows without a value come last either way.

    Of an annotation `read_as` is the model field that reads its values.
    """

    field: str
    descending: bool = False
    may_be_empty: bool = False
    read_as: models.Field | None = None

    def page(self, queryset, params, size):
        """Return the Page of at most `size` rows that `params` (request.GET) ask for; the first for a broken cursor."""
        if mark := self._mark(queryset, params.get("before")):
            rows = list(self._ordered(queryset, backwards=True).filter(self._beyond(*mark, backwards=True))[: size + 1])
            return self._cut(rows[size - 1 :: -1] if len(rows) > size else rows[::-1], len(rows) > size, True)
        mark = self._mark(queryset, params.get("after"))
        ordered = self._ordered(queryset)
        rows = list((ordered.filter(self._beyond(*mark)) if mark else ordered)[: size + 1])
        return self._cut(rows[:size], mark is not None, len(rows) > size)

    def _cut(self, rows, has_previous, has_next):
        previous = {"before": self._name(rows[0])} if rows and has_previous else {}
        return Page(rows, previous, {"after": self._name(rows[-1])} if rows and has_next else {})

    def _ordered(self, queryset, *, backwards=False):
        descending = self.descending != backwards
        # Only a field that may be empty is told where to put what has no value: the plain order is what an index holds.
        options = ({"nulls_first": True} if backwards else {"nulls_last": True}) if self.may_be_empty else {}
        value = F(self.field).desc(**options) if descending else F(self.field).asc(**options)
        return queryset.order_by(value, F("pk").desc() if descending else F("pk").asc())

    def _beyond(self, value, key, *, backwards=False):
        """The condition that a row comes after (or, backwards, before) the one with `value` and `key`."""
        way = "lt" if self.descending != backwards else "gt"
        tie = Q(**{self.field: value, f"pk__{way}": key})
        if value is None:
            tie = Q(**{f"{self.field}__isnull": True, f"pk__{way}": key})
            return tie | Q(**{f"{self.field}__isnull": False}) if backwards else tie
        further = Q(**{f"{self.field}__{way}": value}) | tie
        if self.may_be_empty and not backwards:
            return further | Q(**{f"{self.field}__isnull": True})
        return further & Q(**{f"{self.field}__{way}e": value})

    def _name(self, row):
        value = getattr(row, self.field)
        shown = value.isoformat() if hasattr(value, "isoformat") else "" if value is None else str(value)
        return f"{shown}~{row.pk}"

    def _mark(self, queryset, text):
        """Return (value, key) of the cursor `text`, or None for one that is not ours."""
        if not (match := MARK.fullmatch(text or "")):
            return None
        try:
            value = (self.read_as or queryset.model._meta.get_field(self.field)).to_python(match[1])
            # A time without zone, or outside the years that there are, would fail in the database.
            value = value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value
        except (ValidationError, ValueError, OverflowError):
            if match[1] or not self.may_be_empty:
                return None
            value = None
        naive = isinstance(value, datetime) and value.tzinfo is None
        empty = value is None and not self.may_be_empty
        return None if naive or empty else (value, int(match[2]))
