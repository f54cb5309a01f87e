"""The audit trail in the admin: for everybody who may view it to read, for nobody to change."""

from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from publishing.templatetags.audit import changes


class AuditTrailAdmin(LogEntryAdmin):
    list_display = ["timestamp", "who", "action", "resource_url", "fields_changed"]
    list_filter = ["action", ("content_type", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["object_repr", "changes", "actor__email"]
    readonly_fields = ["timestamp", "who", "action", "resource_url", "what"]
    fieldsets = [(None, {"fields": ["timestamp", "who", "action", "resource_url", "what"]})]
    ordering = ["-timestamp", "-pk"]
    show_full_result_count = False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("Who"), ordering="actor__email")
    def who(self, entry):
        return entry.actor or _("by a command")

    @admin.display(description=_("Fields"))
    def fields_changed(self, entry):
        return ", ".join(str(change["field"]) for change in changes(entry))

    @admin.display(description=_("Changes"))
    def what(self, entry):
        return render_to_string("admin/publishing/audit_changes.html", {"changes": changes(entry)})


def replace_audit_admin():
    """Called once all apps have registered theirs."""
    admin.site.unregister(LogEntry)
    admin.site.register(LogEntry, AuditTrailAdmin)
