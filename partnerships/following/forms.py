"""The form by which anybody follows by mail."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.models import Follow, Follower


class FollowForm(forms.Form):
    """An address and a language; `decoy` is there for robots, which fill in all they find, and hidden from people."""

    email = Follower._meta.get_field("email").formfield(
        label=_("Your e-mail address"),
        help_text=_("We send a mail there to confirm it. Nothing else comes before you have."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = Follow._meta.get_field("language").formfield(
        label=_("The language of our mails to you"),
        help_text=_("Once you have confirmed, for all that you follow with this address."),
        choices=settings.LANGUAGES,
    )
    decoy = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"language": get_language(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def is_by_robot(self):
        return bool(self.cleaned_data["decoy"])
