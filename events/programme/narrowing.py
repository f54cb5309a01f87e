"""The filters on the page of an event: those of the API, offering only what the programme has."""

from django import forms

from events.filters import SessionFilter
from events.models import Session
from events.programme.groups import counting_order
from goals.models import Goal
from places.countries import language_name
from publishing.wording import LANGUAGE_CODES

# Chosen where they stand, on a day's, person's or organisation's own link.
CHOSEN_ELSEWHERE = ("day", "person", "organisation")
NOTHING = [("", "---------")]


class ProgrammeFilter(SessionFilter):
    """The session filters of one event, `of`."""

    event = None

    def __init__(self, *args, of, **kwargs):
        super().__init__(*args, **kwargs)
        self.of = of

    def zones(self):
        return [self.of.timezone]

    def offering(self, rows):
        """Return the form with the choices that `rows`, all that the visitor may see, leave; a choice of one is none.

        Only what is listed is narrowed: anything else may stand in the address, and finds nothing.
        """
        for name, choices in choices_of(rows).items():
            if len(choices) > 1:
                self._list(self.form.fields[name], choices)
            else:
                self._hide(name)
        for name in CHOSEN_ELSEWHERE:
            self._hide(name)
        return self.form

    def _list(self, field, choices):
        if isinstance(field.widget, forms.CheckboxSelectMultiple):
            field.widget.choices = choices
        else:
            field.widget = forms.Select(choices=NOTHING + choices)

    def _hide(self, name):
        field = self.form.fields[name]
        field.widget = field.hidden_widget()


def by_label(choice):
    return counting_order(choice[1])


def choices_of(rows):
    """Return {name of a filter: [(value, label)]} of what occurs in `rows`."""
    kinds = {row.kind for row in rows}
    languages = {code for row in rows for code in row.languages}.intersection(LANGUAGE_CODES)
    goals = {number for row in rows for number in row.goals}
    return {
        "track": sorted({(row.track_key, row.track_name) for row in rows if row.track_key}, key=by_label),
        "room": sorted({(row.room_key, row.room_name) for row in rows if row.room_key}, key=by_label),
        "kind": [choice for choice in Session.Kind.choices if choice[0] in kinds],
        "language": sorted(((code, language_name(code)) for code in languages), key=by_label),
        "goal": [(goal.number, str(goal)) for goal in Goal.objects.filter(pk__in=goals).order_by("number")],
    }
