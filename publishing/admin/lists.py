"""What a list offers for each row: its history; and how a page leads to the rows that hang on it."""

from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.admin.utils import quote, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

CHANGES_PER_PAGE = 25


def page_of(model, name, *keys):
    """Return the address of an admin page of `model`: "changelist", "add", "change", "history" …"""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=[quote(key) for key in keys])


def link_to_rows(model, *, key, parent):
    """Return a link to the list of the rows of `model` whose foreign key `key` is `parent`, and their number."""
    count = model._default_manager.filter(**{key: parent}).count()
    address = page_of(model, "changelist")
    return format_html('<a href="{}?{}__id__exact={}">{}</a>', address, key, parent.pk, _("Show: %d") % count)


class History:
    """For a ModelAdmin: the audit trail is the history of a row, one click from the list."""

    object_history_template = "admin/publishing/history.html"

    def get_list_display(self, request):
        return [*super().get_list_display(request), "history"]

    @admin.display(description=_("History"))
    def history(self, row):
        address = page_of(self.model, "history", row.pk)
        return format_html('<a href="{}" aria-label="{}: {}">{}</a>', address, _("History"), row, _("History"))

    def history_view(self, request, object_id, extra_context=None):
        """Every change of the row, whoever made it: here, over the API or by a command."""
        kind = ContentType.objects.get_for_model(self.model)
        entries = LogEntry.objects.filter(content_type=kind, object_pk=unquote(object_id))
        entries = entries.select_related("actor", "content_type").order_by("-timestamp", "-pk")
        changes = Paginator(entries, CHANGES_PER_PAGE).get_page(request.GET.get("p"))
        return super().history_view(request, object_id, {"changes": changes, **(extra_context or {})})
