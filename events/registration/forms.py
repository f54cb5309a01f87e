"""The form by which anybody registers for an event, the organiser's own questions included; and by which they change it."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.models import Question, Registration
from publishing.templatetags.content import spoken


class DetailsForm(forms.ModelForm):
    """What somebody says of themselves, the answers to the questions, and the sessions in which they want a seat."""

    class Meta:
        model = Registration
        fields = ["name", "organisation", "language", "access_needs", "consent"]
        labels = {
            "name": gettext_lazy("Your name"),
            "organisation": gettext_lazy("Your organisation (optional)"),
            "language": gettext_lazy("The language of our mails to you"),
            "access_needs": gettext_lazy("What you need to take part (optional)"),
            "consent": gettext_lazy("Who may see your name as a participant"),
        }
        help_texts = {
            "name": gettext_lazy("As it shall stand on your badge and certificate."),
            "access_needs": gettext_lazy(
                "A ramp, sign language, large print, an assistant’s seat … Only the organisers read it."
            ),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "access_needs": forms.Textarea(attrs={"rows": 3}),
            "consent": forms.RadioSelect,
        }

    def __init__(self, *args, offer, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].choices = Registration.Consent.choices
        self.fields["language"].choices = settings.LANGUAGES
        self.rooms = {session.slug: session for session in offer.sessions(user)}
        self.questions = list(Question.objects.filter(event=offer.event).in_order())
        if self.rooms:
            self.fields["sessions"] = self.session_field()
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = question_field(question)

    def session_field(self):
        choices = [(slug, session_label(session)) for slug, session in self.rooms.items()]
        help_text = _("Room is limited in these. In all others you may sit without choosing them here.")
        return forms.MultipleChoiceField(
            label=_("Sessions in which you want a seat (optional)"),
            help_text=help_text,
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def given(self):
        """What the actions want to know: the fields of the model, the answers, the sessions."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in self._meta.fields},
            "answers": {one.pk: said[f"question_{one.pk}"] for one in self.questions},
            "sessions": [self.rooms[slug] for slug in said.get("sessions", [])],
        }

    def refuse(self, error):
        """Say at its field what an action did not accept."""
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)
        return None


class RegistrationForm(DetailsForm):
    """The first time, with an address; `decoy` is there for robots, which fill in all they find."""

    decoy = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    field_order = ["name", "email"]

    class Meta(DetailsForm.Meta):
        fields = ["name", "email", "organisation", "language", "access_needs", "consent"]
        labels = {**DetailsForm.Meta.labels, "email": gettext_lazy("Your e-mail address")}
        help_texts = {
            **DetailsForm.Meta.help_texts,
            "email": gettext_lazy("We send a mail there to confirm it, with the address of your own page."),
        }
        widgets = {**DetailsForm.Meta.widgets, "email": forms.EmailInput(attrs={"autocomplete": "email"})}

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"language": get_language(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def is_by_robot(self):
        return bool(self.cleaned_data["decoy"])


def question_field(question):
    """Return the form field of a question: a box, a list, or two buttons."""
    label = spoken(question, "text")[0]
    if not question.is_required:
        label = _("%(question)s (optional)") % {"question": label}
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(label=label, required=question.is_required, max_length=1000)
    options = question.options()
    if question.kind == Question.Kind.CHOICE:
        options = [("", _("Choose")), *options]
        return forms.ChoiceField(label=label, required=question.is_required, choices=options)
    return forms.ChoiceField(label=label, required=question.is_required, choices=options, widget=forms.RadioSelect)


def session_label(session):
    """Return the name of a session, when it is, and how many seats are left."""
    parts = [spoken(session, "title")[0]]
    if session.starts_at:
        zone = session.event.zone
        begins, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
        parts.append(f"{begins:%d.%m. %H:%M}–{ends:%H:%M}")
    if session.seats_left == 0:
        parts.append(_("full: waiting list"))
    elif session.seats_left is not None:
        parts.append(ngettext("%d seat left", "%d seats left", session.seats_left) % session.seats_left)
    return " · ".join(parts)
