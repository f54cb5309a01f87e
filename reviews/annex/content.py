"""What stands in the annex of a review, in whichever form it is printed: public rows only, in the active language."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.addresses import full
from publishing.downloads import licence
from publishing.templatetags.content import told
from reviews.arrangement import by_goal, goals_of
from reviews.models import Contribution


@dataclass(frozen=True)
class Entry:
    """One contribution, in words; `row` is the contribution itself, for a page that marks the language of its texts."""

    row: Contribution
    number: int
    who: str
    side: str
    text: str
    goals: list
    targets: list
    evidence: str
    answer: str
    reason: str
    page: str

    @property
    def about(self):
        return ", ".join([*self.goals, *(_("target %(code)s") % {"code": code} for code in self.targets)])

    @property
    def answered(self):
        """The answer in a line: what it is, on which page, why."""
        if not self.answer:
            return _("Not answered yet")
        where = _("page %(page)s") % {"page": self.page} if self.page else ""
        return " · ".join(part for part in (self.answer, where, self.reason) if part)


@dataclass(frozen=True)
class Annex:
    title: str
    subtitle: str
    note: str
    entries: list
    index: list  # (goal in words, [numbers])
    sources: list  # (number of the contribution, address)
    address: str
    licence: dict


def annex_of(review):
    """Return the Annex of `review`: the same for everybody, staff too, for what is printed is handed on."""
    reader = AnonymousUser()
    rows = list(review.contributions.published().for_rows(reader))
    entries = [entry_of(row) for row in rows]
    index = [(heading.title, [row.number for row in heading.numbers]) for heading in by_goal(rows)]
    return Annex(
        title=_("Annex: contributions of organisations"),
        subtitle=str(review.title),
        note=note_of(len(rows)),
        entries=entries,
        index=index,
        sources=[(entry.number, entry.evidence) for entry in entries if entry.evidence],
        address=full(review.get_absolute_url()),
        licence=licence(),
    )


def note_of(count):
    sentence = ngettext(
        "%(count)d contribution, as published on %(day)s. Its number stays.",
        "%(count)d contributions, as published on %(day)s. Their numbers stay.",
        count,
    )
    return sentence % {"count": count, "day": date_format(timezone.localdate())}


def entry_of(row):
    return Entry(
        row=row,
        number=row.number,
        who=told(row.organisation, "name") if row.organisation else str(row.side_name),
        side=str(row.side_name),
        text=told(row, "text"),
        goals=[_("Goal %(number)d") % {"number": goal.number} for goal in goals_of(row)],
        targets=[tag.target_id for tag in row.tags.all() if tag.target_id],
        evidence=full(row.evidence) if row.evidence else "",
        answer=str(row.get_answer_display()) if row.answer else "",
        reason=row.answer_reason,
        page=row.answer_page,
    )
