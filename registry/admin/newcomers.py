"""An organisation being added: those that it may be are shown while it is typed, and asked about before it is saved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import DateField
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from people.columns import NAMES
from people.models import Organisation
from places.models import Region
from registry.doubles.candidates import MOST_SHOWN, candidates_of
from registry.doubles.keys import keys_of
from registry.doubles.scoring import Facts, sentences

CONFIRMED = "is_another_one"  # the box that is ticked when it is
MOST_ROWS = 50  # of an inline that are looked at


def typed(data):
    """Return the Facts of an organisation whose form holds `data`, a QueryDict, as far as it is filled in."""
    region = Region.objects.filter(pk=key).first() if (key := text(data, "region")).isdecimal() else None
    other_names = texts(data, "other_names", "text")
    numbers = zip(texts(data, "identifiers", "scheme"), texts(data, "identifiers", "value"), strict=True)
    return Facts(
        country=region.country if region else text(data, "country"),
        region=region and region.pk,
        founded_on=day_of(text(data, "founded_on")),
        keys=keys_of(
            names=[*filter(None, (text(data, name) for name in NAMES)), *other_names],
            numbers=list(numbers),
            website=text(data, "website"),
            email=text(data, "email"),
            telephone=text(data, "telephone"),
        ),
    )


def text(data, name):
    """Return what was typed, without NUL, which PostgreSQL refuses to be asked for."""
    return data.get(name, "").replace("\x00", "").strip()


def texts(data, prefix, column):
    """Return what stands in `column` of each row of an inline."""
    count = text(data, f"{prefix}-TOTAL_FORMS")
    rows = range(min(int(count), MOST_ROWS)) if count.isdecimal() and len(count) < 5 else ()
    return [text(data, f"{prefix}-{row}-{column}") for row in rows]


def day_of(text):
    """Return the day that stands in a box of the form, as the editor's language writes it; None for none."""
    try:
        return DateField(required=False).clean(text)
    except ValidationError:
        return None


def described(candidates):
    """Return [(Organisation, score, reasons as sentences)] for the best of `candidates`, in their order."""
    best = candidates[:MOST_SHOWN]
    rows = Organisation.objects.select_related("region").prefetch_related("identifiers")
    found = rows.in_bulk([one.organisation for one in best])
    return [(found[one.organisation], one.score, sentences(one.reasons)) for one in best if one.organisation in found]


class AskingForm:
    """The form of a new organisation: where others are like it, it asks once whether it is another one."""

    doubles = ()

    def clean(self):
        cleaned = super().clean()
        if CONFIRMED not in self.data and (candidates := candidates_of(typed(self.data))):
            self.doubles = described(candidates)
            raise ValidationError(
                _("It may be listed already: look at those above, and say whether it is another one.")
            )
        return cleaned


class AsksAboutDoubles:
    """For the admin of organisations: those that a new one may be are shown and asked about."""

    change_form_template = "admin/registry/organisation/change_form.html"

    class Media:
        js = ["js/admin_doubles.js"]

    def get_urls(self):
        view = self.admin_site.admin_view(require_GET(self.doubles_of_view))
        return [path("doubles/", view, name="registry_doubles_of"), *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return form if obj else type(form)(form.__name__, (AskingForm, form), {})

    def doubles_of_view(self, request):
        """Those that may be the organisation being typed, as a piece of the page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        found = described(candidates_of(typed(request.GET)))
        return render(request, "admin/registry/organisation/doubles.html", {"doubles": found, "is_asked": False})
