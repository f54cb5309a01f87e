"""The queue of organisations that may be listed twice: side by side, with what speaks for it."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from people.models.organisations import Country
from publishing.admin import in_every_language
from registry.doubles import decisions
from registry.doubles.scoring import TITLES, sentences
from registry.models import Double

State = Double.State


class ReasonFilter(admin.SimpleListFilter):
    title = _("reason")
    parameter_name = "reason"

    def lookups(self, request, model_admin):
        return list(TITLES.items())

    def queryset(self, request, queryset):
        return queryset.filter(reasons__has_key=self.value()) if self.value() in TITLES else queryset


class CountryFilter(admin.SimpleListFilter):
    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        return Country.choices

    def queryset(self, request, queryset):
        return queryset.filter(first__country=self.value()) if self.value() in Country.values else queryset


@admin.register(Double)
class DoubleAdmin(admin.ModelAdmin):
    """Nobody adds or edits these; the two are different, or they are merged."""

    waiting = {"state": State.OPEN, "first__merged_into__isnull": True, "second__merged_into__isnull": True}
    list_display = ["score", "one", "other", "why", "state", "merger"]
    list_display_links = ["score"]
    list_filter = ["state", ReasonFilter, CountryFilter]
    list_select_related = ["first__region", "second__region"]
    list_per_page = 50
    search_fields = in_every_language("first__name", "second__name")
    actions = ["say_different", "open_again"]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["score", "one", "other", "why", "state", "merger", "found_by", "found_at", "decided_by", "decided_at"]

    def get_fields(self, request, obj=None):
        return self.get_readonly_fields(request, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).that_matter().prefetch_related("first__identifiers", "second__identifiers")

    @admin.display(description=_("first organisation"), ordering="first__sort_name")
    def one(self, double):
        return described(double.first)

    @admin.display(description=_("second organisation"), ordering="second__sort_name")
    def other(self, double):
        return described(double.second)

    @admin.display(description=_("reasons"))
    def why(self, double):
        return format_html_join("", "{}<br>", ((sentence,) for sentence in sentences(double.reasons)))

    @admin.display(description=_("merge"))
    def merger(self, double):
        """Return the link to compare and merge; the one with identifiers, else the older one, is kept."""
        if double.state == State.MERGED:
            return "–"
        kept, absorbed = sorted((double.first, double.second), key=lambda one: (not one.identifiers.all(), one.pk))
        address = reverse("admin:registry_merge", args=[kept.pk, absorbed.pk])
        label = _("Compare and merge")
        return format_html('<a href="{}" aria-label="{}: {}, {}">{}</a>', address, label, kept, absorbed, label)

    @admin.action(description=_("These are different"), permissions=["change"])
    def say_different(self, request, queryset):
        self.decide(request, queryset, State.DIFFERENT)

    @admin.action(description=_("Decide again"), permissions=["change"])
    def open_again(self, request, queryset):
        self.decide(request, queryset, State.OPEN)

    def decide(self, request, queryset, state):
        for double in queryset:
            try:
                decisions.decide(double=double, state=state, user=request.user)
            except ValidationError as error:
                self.message_user(request, f"{double}: {' '.join(error.messages)}", messages.ERROR)


def described(organisation):
    """Return a link to an organisation, with its region and numbers below."""
    numbers = " ".join(str(number) for number in organisation.identifiers.all())
    where = organisation.region or organisation.get_country_display()
    return format_html(
        '<a href="{}">{}</a><br>{}<br>{}',
        reverse("admin:people_organisation_change", args=[organisation.pk]),
        organisation,
        where,
        numbers or _("no identifier"),
    )
