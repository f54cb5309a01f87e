"""The contribution desk: what an organisation puts into a review, handed in by somebody who is signed in."""

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from goals.models import Goal, Target
from people.models import Organisation
from places.countries import language_name
from publishing.documents import HINT, TYPES
from publishing.models import PublicationState
from publishing.search import ranked_keys
from publishing.templatetags.content import spoken
from reviews.models import Contribution, ContributionTag

OFFERED = 10  # organisations among which one chooses; with more the name says too little


def organisations_called(text, user):
    """Return those that `text`, a name or a registration number, may mean: one where it is clear, else a few."""
    visible = Organisation.objects.visible_to(user).filter(merged_into=None)
    number = text.strip().rpartition("-")[2]
    if numbered := list(visible.filter(identifiers__value=number).distinct()[:OFFERED]):
        return numbered
    for keys in ranked_keys(Organisation, text):
        if found := list(visible.filter(pk__in=keys[:500]).by_name()[: OFFERED + 1]):
            return found
    return []


class ContributionForm(forms.Form):
    """A contribution as its writer sees it; `save` hands it in, where the model's rules let it."""

    organisation = forms.CharField(
        label=gettext_lazy("The organisation that contributes"),
        help_text=gettext_lazy("Its name as it stands in this directory, or its registration number."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("Goals that it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    targets = forms.CharField(
        label=gettext_lazy("Targets, by their numbers (optional)"),
        help_text=gettext_lazy("Such as 6.5, 17.17."),
        required=False,
        max_length=200,
    )
    language = forms.ChoiceField(label=gettext_lazy("The language in which you write"))
    text = forms.CharField(
        label=gettext_lazy("Your contribution"),
        help_text=gettext_lazy("What it did or observed, and what the review should say. At most 5000 characters."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    evidence_url = forms.URLField(
        label=gettext_lazy("Where this can be checked (optional)"),
        help_text=gettext_lazy("The address of a report or a page."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    evidence_file = forms.FileField(
        label=gettext_lazy("Evidence as a file (optional)"),
        help_text=format_lazy("{} {}", HINT, gettext_lazy("It is published with the contribution.")),
        required=False,
        max_length=100,
        widget=forms.FileInput(attrs={"accept": ",".join(TYPES)}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy(
            "I may speak for this organisation, and it agrees that its contribution is shown under its name."
        )
    )

    def __init__(self, *args, review, user, **kwargs):
        kwargs["initial"] = {"language": get_language(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.review, self.user, self.several = review, user, []
        goals = Goal.objects.order_by("number")
        self.fields["goals"].choices = [
            (str(goal.number), f"{goal.number}. {spoken(goal, 'title')[0]}") for goal in goals
        ]
        self.fields["language"].choices = [(code, language_name(code)) for code, _name in settings.LANGUAGES]

    def clean_organisation(self):
        """Return the organisation; where the name may mean several they are offered below it."""
        found = organisations_called(self.cleaned_data["organisation"], self.user)
        self.several = found if 1 < len(found) <= OFFERED else []
        chosen = next((one for one in found if one.slug == self.data.get("chosen")), None)
        if chosen or len(found) == 1:
            return chosen or found[0]
        if not found:
            raise ValidationError(
                _("There is no organisation of this name or number in the directory."), code="unknown"
            )
        if len(found) > OFFERED:
            raise ValidationError(_("Many are called so: write more of the name, or the number."), code="many")
        raise ValidationError(_("Several may be meant: choose below which one it is."), code="several")

    def offer(self, found):
        """Add the question which of `found` is meant, right below the name; it stays until the form is right."""
        choices = [(one.slug, f"{spoken(one, 'name')[0]}, {one.get_country_display()}".rstrip(", ")) for one in found]
        question = forms.ChoiceField(
            label=_("Which organisation is it?"), choices=choices, required=False, widget=forms.RadioSelect
        )
        self.fields["chosen"] = question
        self.order_fields(["organisation", "chosen"])

    def clean_targets(self):
        codes = list(dict.fromkeys(self.cleaned_data["targets"].replace(",", " ").replace(";", " ").lower().split()))
        known = {target.code: target for target in Target.objects.filter(pk__in=codes)}
        if unknown := [code for code in codes if code not in known]:
            message = _("There is no such target: %(codes)s.") % {"codes": ", ".join(unknown)}
            raise ValidationError(message, code="unknown")
        return [known[code] for code in codes]

    def clean(self):
        """Have the model check the rest: its files, and that the window is open."""
        said = super().clean()
        if self.several:
            self.offer(self.several)
        if not said.get("goals") and not said.get("targets") and not {"goals", "targets"} & self.errors.keys():
            self.add_error("goals", _("Choose a goal, or name a target."))
        contribution = self.contribution(said)
        try:
            contribution.full_clean(exclude=["slug", "organisation"], validate_constraints=False)
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                known = name if name in self.fields else None
                if not known or known not in self.errors:
                    self.add_error(known if name != NON_FIELD_ERRORS else None, errors)
        return said

    def contribution(self, said):
        return Contribution(
            review=self.review,
            organisation=said.get("organisation"),
            evidence_url=said.get("evidence_url") or "",
            evidence_file=said.get("evidence_file") or "",
            consent=bool(said.get("consent")),
            handed_in_by=self.user,
            publication_state=PublicationState.SUBMITTED,
            **{f"text_{said.get('language') or get_language()}": said.get("text") or " "},
        )

    @transaction.atomic
    def save(self):
        """Hand the contribution in: staff read it before anybody else does."""
        said, contribution = self.cleaned_data, self.contribution(self.cleaned_data)
        contribution.save()
        targets = said["targets"]
        whole = {int(number) for number in said["goals"]} - {target.goal_id for target in targets}
        for told in [*({"goal_id": number} for number in sorted(whole)), *({"target": one} for one in targets)]:
            ContributionTag(contribution=contribution, **told).save()
        return contribution
