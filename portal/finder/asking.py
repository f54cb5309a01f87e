"""What can be asked of the finder, by page and by API under the same names; of each any number of values up to MOST."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.facets.options import options
from people.models import Organisation
from portal.pictures.asking import tokens
from publishing.former_slugs import rows_at
from publishing.listing import readable
from publishing.parsers import is_storable

# The names in the address, each with the words of its question.
ASKED = {
    "goal": _("Goal"),
    "target": _("Target"),
    "country": _("Country"),
    "region": _("Region"),
    "group": _("Group served"),
    "side": _("Side"),
}
WITHOUT = "without"
MOST = 30  # values of one name: all goals, and as many targets or regions as any partnership has
MOST_LEFT_OUT = 100


def check_number(values, most):
    """Raise ValidationError where there are more than `most` values."""
    if len(values) > most:
        raise ValidationError(_("Choose at most %(most)s."), code="too_many", params={"most": most})


class SeveralField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def validate(self, value):
        super().validate(value)
        check_number(value, MOST)


class LeftOutField(forms.Field):
    """Organisations of those in `rows`, by slugs that they have or had: hidden in the form, where the chips tell of them.

    Those that are found are `known` also where another one is refused, for a page leaves them out all the same.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, rows, **kwargs):
        super().__init__(required=False, **kwargs)
        self.rows, self.known = rows, []

    def to_python(self, value):
        """Return the organisations, each once; a slug that leads nowhere is refused."""
        slugs = list(value or ())
        check_number(slugs, MOST_LEFT_OUT)
        storable = {slug for slug in slugs if is_storable(slug)}
        found = rows_at(self.rows, storable) if storable else {}
        self.known = list({found[slug].pk: found[slug] for slug in slugs if slug in found}.values())
        if unknown := [slug for slug in slugs if slug not in found]:
            message = _("There is no such organisation: %(slug)s.")
            raise ValidationError(message, code="invalid_choice", params={"slug": readable(unknown[0])})
        return self.known


class FinderForm(forms.Form):
    """What is asked in `params`, of everything there is; those `without` are left out, for they take part already."""

    def __init__(self, params, user, memory):
        super().__init__(params)
        for name, label in ASKED.items():
            self.fields[name] = SeveralField(label=label, choices=tokens(options(name, memory)), required=False)
        rows = Organisation.objects.visible_to(user).only("slug", "name")
        self.fields[WITHOUT] = LeftOutField(rows, label=_("Left out"))

    def chosen(self, name):
        """Return the list of what is chosen; empty where nothing is, or something wrong."""
        self.is_valid()
        return self.cleaned_data.get(name) or []

    def left_out(self):
        """Return the organisations that are left out, also where another one that should be is not known."""
        self.is_valid()
        return self.fields[WITHOUT].known

    @property
    def is_asked(self):
        return any(map(self.chosen, ASKED))
