"""What is asked of a picture: a form of choices, each with one that holds where none is made."""

from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _


class Choice(NamedTuple):
    """A field: `options` are (token, label); without an `everything` to leave it open, the first of them is usual."""

    label: str
    options: list
    everything: str = ""


class Asking(forms.Form):
    """The choices {name: Choice} as made in `params` (request.GET)."""

    def __init__(self, params, choices):
        super().__init__(params)
        self.choices = choices
        for name, choice in choices.items():
            blank = [("", choice.everything)] if choice.everything else []
            self.fields[name] = forms.ChoiceField(label=choice.label, choices=[*blank, *choice.options], required=False)

    def chosen(self, name):
        """Return the token chosen, or the usual one; "" where it is left open."""
        self.is_valid()
        choice = self.choices[name]
        usual = "" if choice.everything or not choice.options else choice.options[0][0]
        return self.cleaned_data.get(name) or usual

    def label_of(self, name):
        return dict(self.choices[name].options).get(self.chosen(name), "")

    def query(self, **changed):
        """Return the query string of what is chosen, with some of it `changed`; "" takes a choice away."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name) for name in self.choices} | changed
        pairs = [(name, value) for name, value in found.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""


def tokens(options):
    return [(option.token, option.label) for option in options]


ANY_COUNTRY = _("All five countries")
