"""The form by which somebody proposes a session, and those of the people whom it names."""

from django import forms
from django.conf import settings
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import Proposal, ProposedPerson
from events.models.proposed_people import MOST_PEOPLE
from goals.filters import GoalField
from goals.models import Goal


class ProposalForm(forms.ModelForm):
    """What is proposed. Handed in, it must be whole; a draft needs but a title."""

    goals = GoalField(
        queryset=Goal.objects.order_by("number"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Goals that it serves"),
        help_text=_("Those that it is about; one to three are best."),
    )
    interpretation = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Interpretation that you need, into (optional)"),
        help_text=_("So that whoever you want to reach can follow. Only the organisers read it."),
    )
    field_order = ["title", "abstract", "kind", "language", "minutes", "goals"]

    class Meta:
        model = Proposal
        fields = [
            "title", "abstract", "kind", "language", "minutes", "interpretation", "access_needs", "technical_needs", "notes",
        ]  # fmt: skip
        labels = {
            "abstract": _("What it is about"),
            "language": _("Language"),
            "kind": _("Kind of session"),
            "minutes": _("Length in minutes (optional)"),
            "access_needs": _("What the people in it need to take part (optional)"),
            "technical_needs": _("Technical needs (optional)"),
            "notes": _("Notes to the organisers (optional)"),
        }
        help_texts = {
            "abstract": _("For everybody, if it is accepted: what happens, for whom, and what they take home."),
            "language": _("In which you write this and in which it would be held."),
            "access_needs": _("A ramp, sign language, a seat for an assistant … Only the organisers read it."),
            "technical_needs": _(
                "A screen, a microphone for the audience, a link for those far away … Only the organisers read it."
            ),
            "notes": _("Whatever else they should know. Nobody else reads it."),
        }
        widgets = {
            "abstract": forms.Textarea(attrs={"rows": 9}),
            "access_needs": forms.Textarea(attrs={"rows": 2}),
            "technical_needs": forms.Textarea(attrs={"rows": 2}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        call = self.instance.call
        self.fields["kind"].choices = call.offered_kinds()
        self.fields["language"].choices = call.offered_languages()
        longest = ngettext("At most %d minute.", "At most %d minutes.", call.longest) % call.longest
        self.fields["minutes"].help_text = longest
        self.fields["minutes"].widget.attrs["max"] = call.longest
        if self.instance.pk:
            self.initial["goals"] = list(self.instance.tags.values_list("goal", flat=True))

    def refuse(self, error):
        """Say at its field what the action did not accept."""
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)
        return None


class PersonForm(forms.ModelForm):
    knows = forms.BooleanField(
        label=_("They know that I name them here, and that you will write to them"),
        error_messages={"required": _("Name nobody who does not know of it: ask them first.")},
    )

    class Meta:
        model = ProposedPerson
        fields = ["name", "organisation_name", "job_title", "email", "role", "knows"]
        labels = {
            "organisation_name": _("Organisation (optional)"),
            "job_title": _("Job title (optional)"),
        }
        help_texts = {"email": _("Never shown. We ask there whether they agree to be named in the programme.")}

    def clean_email(self):
        """As the model keeps it, so that two rows with one address are seen here."""
        return self.cleaned_data["email"].lower()


class SavesChanges:
    """For a formset: saves of a row what was changed in it alone. An answer, or a choice of staff, may come meanwhile."""

    def save_existing(self, form, obj, commit=True):
        form.save(commit=False)
        if commit:
            obj.save(update_fields=[name for name in form.changed_data if name in form._meta.fields])
        return obj


class PeopleFormSet(SavesChanges, BaseInlineFormSet):
    """The people in the order in which they were typed; one row is always there for another."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Take this person out")

    def clean(self):
        """What was taken out in another window would else be passed over without a word."""
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            message = _(
                "Somebody was taken out of this proposal meanwhile: copy what you wrote, and load the page again."
            )
            raise forms.ValidationError(message, code="changed")

    def save_new(self, form, commit=True):
        form.instance.position = form.instance.position or self.total_form_count()
        return super().save_new(form, commit)


people_formset = inlineformset_factory(
    Proposal,
    ProposedPerson,
    form=PersonForm,
    formset=PeopleFormSet,
    extra=1,
    max_num=MOST_PEOPLE,
    validate_max=True,
    can_delete_extra=False,
)


def people_of(proposal, data=None):
    """Return the formset of the people whom `proposal` names, None where nobody is to be named."""
    if not proposal.call.names_people:
        return None
    there = ProposedPerson.objects.in_order()
    return people_formset(data, instance=proposal, queryset=there, prefix="people")
