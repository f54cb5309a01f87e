"""The form by which readers report a mistake."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Mistake


class MistakeForm(forms.ModelForm):
    """What is wrong; `decoy` is there for robots, which fill in all they find, and hidden from people."""

    about = forms.ChoiceField(
        label=_("What is wrong"), choices=[("", _("Choose what comes closest")), *Mistake.About.choices]
    )
    decoy = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Mistake
        fields = ["about", "text", "evidence", "email"]
        labels = {
            "evidence": _("Where this can be checked (optional)"),
            "email": _("Your e-mail address (optional)"),
        }
        help_texts = {
            "text": _("Say what is wrong and what it should be. At most 2000 characters."),
            "evidence": _("The address of a page: a register, the organisation’s own site."),
            "email": _("Only if you want an answer. Nobody but our editors sees it; it is deleted with the answer."),
        }
        field_classes = {"evidence": partial(forms.URLField, assume_scheme="https")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 7}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    @property
    def is_by_robot(self):
        return bool(self.cleaned_data["decoy"])
