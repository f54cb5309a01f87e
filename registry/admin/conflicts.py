from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry.imports import conflicts
from registry.models import Conflict


@admin.register(Conflict)
class ConflictAdmin(admin.ModelAdmin):
    """What staff wrote beside what a source now has; nobody adds or edits these, they are decided."""

    list_display = ["organisation", "field", "ours", "theirs", "run", "state"]
    list_filter = ["state", "run__source", "field"]
    list_select_related = ["record__organisation", "run__source"]
    search_fields = ["record__key"]
    actions = ["keep_ours", "take_theirs"]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in Conflict._meta.fields]

    @admin.display(description=_("organisation"), ordering="record__organisation__sort_name")
    def organisation(self, conflict):
        return conflict.record.organisation

    @admin.action(description=_("Keep ours"), permissions=["change"])
    def keep_ours(self, request, queryset):
        self.decide(request, queryset, Conflict.State.OURS)

    @admin.action(description=_("Take the source’s"), permissions=["change"])
    def take_theirs(self, request, queryset):
        self.decide(request, queryset, Conflict.State.THEIRS)

    def decide(self, request, queryset, state):
        for conflict in queryset:
            try:
                conflicts.decide(conflict=conflict, state=state, user=request.user)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
