"""What the service says of itself to a client that asks for nothing else."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.reconciliation.questions import BATCH
from registry.reconciliation.vocabulary import ORGANISATION

PREVIEW = {"width": 420, "height": 260}


def manifest(request, language):
    """Return the service manifest; `language` is the one asked for in the address, which all addresses then keep, or ""."""
    asked = f"?lang={language}" if language else ""
    return {
        "versions": ["0.2"],
        "name": _("%(site)s: organisations") % {"site": settings.SITE_NAME},
        "identifierSpace": f"{settings.SITE_URL}/api/v1/organisations/",
        "schemaSpace": "https://schema.org/Organization",
        "documentation": request.build_absolute_uri(reverse("portal:api")),
        "logo": request.build_absolute_uri(static("img/logo.svg")),
        "serviceVersion": "1",
        "batchSize": BATCH,
        "defaultTypes": [{"id": ORGANISATION, "name": _("Organisation")}],
        "view": {"url": of_any(request, "people:organisation")},
        "preview": {"url": of_any(request, "api:reconcile-preview") + asked, **PREVIEW},
        "suggest": {kind: service(request, f"suggest-{kind}", asked) for kind in ("entity", "property", "type")},
        "extend": {"propose_properties": service(request, "properties", asked), "property_settings": []},
    }


def service(request, name, asked):
    """Return where a part of the service is, in the two halves that clients put together."""
    root = request.build_absolute_uri("/").rstrip("/")
    return {"service_url": root, "service_path": reverse(f"api:reconcile-{name}") + asked}


def of_any(request, name):
    """Return the address of an organisation's page in the active language, with {{id}} in place of its slug."""
    return request.build_absolute_uri(reverse(name, args=["ID"])).replace("/ID/", "/{{id}}/")
