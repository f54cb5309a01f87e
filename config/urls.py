"""Every address of the portal: pages per language, the admin, the API, and what machines ask for."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api")),
    path("", include("portal.urls_machines")),
    path("", include("partnerships.iati.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # nothing unless DEBUG: nginx serves these
    *i18n_patterns(
        path("", include("portal.urls")),
        path("", include("events.urls")),
        path("", include("people.accounts.urls")),
        path("", include("people.urls")),
        path("", include("registry.urls")),
        path("", include("partnerships.urls")),
        path("", include("portal.urls_goals")),
        path("", include("portal.pictures.urls")),
        path("", include("knowledge.urls")),
        path("", include("reviews.urls")),
    ),
]

handler403 = "portal.errors.forbidden"
handler429 = "portal.errors.too_many"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
