"""The organisations of the panel with what the registry, which lies above them, adds to their list."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.admin import OrganisationAdmin
from people.models import Organisation
from registry.admin.newcomers import AsksAboutDoubles

admin.site.unregister(Organisation)


@admin.register(Organisation)
class RegisteredOrganisationAdmin(AsksAboutDoubles, OrganisationAdmin):
    actions = ["merge_two"]

    def get_readonly_fields(self, request, obj=None):
        """To merge takes more than a field: it is an action of the list."""
        return [*super().get_readonly_fields(request, obj), "merged_into"]

    def get_search_results(self, request, queryset, search_term):
        """A box in which an organisation is chosen does not offer one that was merged."""
        found, may_have_doubles = super().get_search_results(request, queryset, search_term)
        is_box = request.resolver_match.url_name == "autocomplete"
        return found.filter(merged_into__isnull=True) if is_box else found, may_have_doubles

    @admin.action(description=_("Merge two organisations"), permissions=["change"])
    def merge_two(self, request, queryset):
        """The one that was entered first is suggested as the one to keep."""
        keys = list(queryset.order_by("created_at", "pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, _("Choose exactly two organisations to merge."), messages.WARNING)
            return None
        return HttpResponseRedirect(reverse("admin:registry_merge", args=keys))
