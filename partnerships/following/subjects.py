"""What somebody follows, in words and with its address, in the active language."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partnerships.following.registers import Register, registers_under
from publishing.templatetags.content import spoken


@dataclass(frozen=True)
class Subject:
    """`kind` and `title` name it, `words` are the filters of the register."""

    kind: str
    title: str
    path: str
    words: list = field(default_factory=list)

    @property
    def address(self):
        return settings.SITE_URL + self.path


def subject_of(follow, *, typed=True):
    """Return the Subject of `follow`, read by `with_subjects`; None where it is not public.

    Without what is `typed` it holds no words of whoever filled in the form.
    """
    if follow.is_of_register:
        return subject_of_register(Register(follow.query), typed=typed)
    return subject_of_row(follow.commitment or follow.partnership)


def subjects_of(follows):
    """Return the Subject of each of `follows`, as `subject_of` does, with as many queries for fifty as for one."""
    registers = registers_under({follow.query for follow in follows if follow.is_of_register})
    return [
        subject_of_register(registers[follow.query]) if follow.is_of_register else subject_of(follow)
        for follow in follows
    ]


def subject_of_row(row):
    """Return the Subject of a public commitment or partnership; None for None."""
    if row is None:
        return None
    kind = _("Commitment") if hasattr(row, "partnership_id") else _("Partnership")
    return Subject(kind, spoken(row, "title")[0], row.get_absolute_url())


def subject_of_register(register, *, typed=True):
    """Return the Subject of a Register; None where what a filter names is not public any more."""
    if not register.is_valid:
        return None
    query = register.query
    path = reverse("partnerships:commitments") + (f"?{query}" if query else "")
    return Subject(
        pgettext("list of what was promised", "Register"), _("Commitments"), path, register.words(typed=typed)
    )
