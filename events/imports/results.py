"""What a plan says, as a table to take away: a line for each value that changes, each refusal and each remark."""

from django.utils.translation import gettext as _

from events.imports.entries import Outcome
from events.imports.fields import changes_of
from publishing.cells import plain


def headings():
    return [_("place in the file"), _("session"), _("outcome"), _("field"), _("before"), _("after"), _("reason")]


def lines(plan):
    """Yield the cells of each line, in the active language and zone; formulas are neutralised."""
    for place, title, remark in plan.remarks:
        yield [*map(plain, [place, title, "", "", "", "", str(remark)])]
    for entry in plan.entries:
        for told in lines_of(entry):
            yield [*map(plain, [entry.place, entry.title, str(Outcome(entry.outcome).label), *told])]


def lines_of(entry):
    """Return [field, before, after, reason] for all that is to be said of an entry, one empty line if that is nothing."""
    told = [[*change, ""] for change in changes_of(entry)]
    told += [["", "", "", str(problem)] for problem in (*entry.problems, *entry.remarks)]
    return told or [["", "", "", ""]]


def figures_in_words(figures):
    """Return [(label, number)] of the figures of a plan."""
    labels = {**dict(Outcome.choices), "people": _("New people"), "rooms": _("New rooms")}
    return [(str(labels[name]), figures.get(name, 0)) for name in labels]
