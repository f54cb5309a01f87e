"""Two organisations beside each other, field by field, and what is chosen of them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people.columns import NAMES
from people.models import Organisation
from publishing.serializers import translated_fields
from registry.imports.states import UNSAID

KEPT, ABSORBED, BOTH = "kept", "absorbed", "both"
# What each row has for itself: its address and its state. Its times and its GUID nobody edits.
OWN = {"slug", "publication_state", "return_reason", "merged_into"}


def compared_fields():
    """Return the fields of an organisation that may be chosen from either of two: each language of a text is one."""
    plain = [
        field
        for field in Organisation._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in OWN | translated_fields(Organisation)
    ]
    return [*plain, *Organisation._meta.many_to_many]


@dataclass(frozen=True)
class Line:
    """One field of both organisations; where it has several values, such as regions, `kept` and `absorbed` are lists."""

    field: models.Field
    kept: object
    absorbed: object
    is_withheld: bool = False  # the public would hear of the absorbed one's value for the first time

    @property
    def name(self):
        return self.field.name

    @property
    def label(self):
        return capfirst(self.field.verbose_name)

    @property
    def has_several(self):
        return self.field.many_to_many

    @property
    def differs(self):
        return self.kept != self.absorbed and not self.is_empty

    @property
    def is_empty(self):
        return self.kept in UNSAID and self.absorbed in UNSAID

    @property
    def options(self):
        return [KEPT, ABSORBED, BOTH] if self.has_several else [KEPT, ABSORBED]

    @property
    def default(self):
        """Everything of what there may be several of; else what the kept one says, or where it says nothing the other."""
        if self.has_several and self.differs:
            return BOTH
        fills_a_gap = self.kept in UNSAID and self.absorbed not in UNSAID
        return ABSORBED if fills_a_gap and not self.is_withheld else KEPT

    def value(self, choice):
        if choice == BOTH:
            return [*self.kept, *(row for row in self.absorbed if row not in self.kept)]
        return self.kept if choice == KEPT else self.absorbed


def would_show_names(kept, absorbed):
    """Tell whether the public would hear for the first time what `absorbed` is called, if `kept` were called so too."""
    return kept.is_published and absorbed.published_at is None


def compare(kept, absorbed):
    """Return a Line for each field of the two."""
    withheld, pair = NAMES if would_show_names(kept, absorbed) else (), (kept, absorbed)
    return [
        Line(field, *[_value(row, field, pair) for row in pair], is_withheld=field.name in withheld)
        for field in compared_fields()
    ]


def choose(lines, choices):
    """Return {field name: value} by `choices` of KEPT, ABSORBED or BOTH; where nothing is chosen, by default.

    Raises ValidationError for a choice that there is not.
    """
    by_name = {line.name: line for line in lines}
    wrong = [name for name, choice in choices.items() if name not in by_name or choice not in by_name[name].options]
    if wrong:
        message = _("Choose one of the two for: %(fields)s.")
        raise ValidationError(message % {"fields": ", ".join(sorted(map(str, wrong)))}, code="choice")
    return {name: line.value(choices.get(name, line.default)) for name, line in by_name.items()}


def leads_back(parent, rows):
    """Tell whether the way up from `parent` comes to one of `rows`, so that these would be part of themselves."""
    keys, passed = {row.pk for row in rows}, set()
    while parent is not None and parent.pk not in passed:
        if parent.pk in keys:
            return True
        passed.add(parent.pk)
        parent = parent.parent
    return False


def _value(row, field, pair):
    """The value of `field`; a parent under which the two, become one, would be part of themselves is none."""
    if field.many_to_many:
        return list(getattr(row, field.name).order_by("pk"))
    value = getattr(row, field.name)
    return None if field.name == "parent" and leads_back(value, pair) else value
