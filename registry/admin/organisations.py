"""An organisation being added: those that it may be are shown while it is typed, and asked about before it is saved."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.urls import path
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from people.admin import OrganisationAdmin
from people.models import Organisation
from places.models import Region
from publishing.wording import LANGUAGE_CODES
from registry.doubles.candidates import MOST_SHOWN, candidates_of
from registry.doubles.keys import keys_of
from registry.doubles.scoring import Facts, sentences

CONFIRMED = "is_another_one"  # the box that is ticked when it is
NAMES = [f"name_{code}" for code in LANGUAGE_CODES]


def typed(data):
    """Return the Facts of an organisation whose form holds `data`, a QueryDict, as far as it is filled in."""
    region = Region.objects.filter(pk=data["region"]).first() if data.get("region", "").isdecimal() else None
    other_names = values_of(data, "other_names", "text")
    numbers = zip(values_of(data, "identifiers", "scheme"), values_of(data, "identifiers", "value"), strict=False)
    return Facts(
        country=region.country if region else data.get("country", ""),
        region=region and region.pk,
        founded_on=day_of(data.get("founded_on", "")),
        keys=keys_of(
            names=[*filter(None, (data.get(name, "").strip() for name in NAMES)), *other_names],
            numbers=list(numbers),
            website=data.get("website", "").strip(),
            email=data.get("email", ""),
        ),
    )


def values_of(data, prefix, column):
    """Return what stands in `column` of each row of an inline; of the row that new ones are copied from, nothing."""
    rows = range(int(count)) if (count := data.get(f"{prefix}-TOTAL_FORMS", "")).isdecimal() and len(count) < 4 else ()
    return [data.get(f"{prefix}-{row}-{column}", "").strip() for row in rows]


def day_of(text):
    try:
        return parse_date(text)
    except ValueError:
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


admin.site.unregister(Organisation)


@admin.register(Organisation)
class AskingOrganisationAdmin(OrganisationAdmin):
    """The admin of organisations as people makes it, which may not know of the registry."""

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
