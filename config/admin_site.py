from functools import partial

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class KopirAdminSite(AdminSite):
    """Where staff work: under the portal's name, with what waits for their decision on the first page."""

    site_title = settings.SITE_NAME
    site_header = settings.SITE_NAME
    index_title = _("Staff panel")

    def each_context(self, request):
        """Add `waiting`, which counts only where a template asks for it: on the first page."""
        return {**super().each_context(request), "waiting": partial(self.waiting, request)}

    def waiting(self, request):
        """Return [{label, count, url}] of what was handed in, for the models that the user may change."""
        found = []
        for model, model_admin in self._registry.items():
            state = getattr(model_admin, "state_field", None)
            if state is None:
                continue
            rows = model._default_manager.editable_by(request.user)
            count = rows.filter(**{state: "submitted"}).count()
            if count:
                address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
                url = f"{address}?{state}__exact=submitted"
                found.append({"label": model._meta.verbose_name_plural, "count": count, "url": url})
        return found
