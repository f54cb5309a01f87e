from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.accounts.second_factor import StaffSignInForm

# What the first page and the side bar show together, as an editor thinks of it. What is named nowhere comes last.
GROUPS = [
    (
        "programme",
        _("Programme"),
        [
            "events.Event",
            "events.Session",
            "events.Proposal",
            "events.Registration",
            "places.Place",
            "places.Room",
        ],
    ),
    (
        "registry",
        _("Registry"),
        [
            "people.Organisation",
            "people.Verification",
            "people.Person",
            "people.Membership",
            "people.FocusArea",
            "people.Group",
            "registry.Mistake",
            "registry.ImportRun",
            "registry.Conflict",
            "registry.Double",
            "registry.Merge",
            "registry.Source",
        ],
    ),
    (
        "partnerships",
        _("Partnerships"),
        [
            "partnerships.Partnership",
            "partnerships.Commitment",
            "partnerships.ProgressReport",
            "partnerships.Assessment",
            "partnerships.Follower",
        ],
    ),
    ("knowledge", _("Knowledge"), ["knowledge.Story", "knowledge.Resource", "photos.Photo"]),
    ("reviews", _("Reviews"), ["reviews.NationalReview", "reviews.Contribution"]),
    ("goals", _("Goals and regions"), ["goals.Goal", "goals.Target", "goals.Indicator", "places.Region"]),
    ("accounts", _("Accounts"), ["people.User", "auth.Group"]),
]


class KopirAdminSite(AdminSite):
    """Where staff work: under the portal's name, with what waits for their decision on the first page."""

    site_title = settings.SITE_NAME
    site_header = settings.SITE_NAME
    index_title = _("Staff panel")
    login_form = StaffSignInForm

    def get_app_list(self, request, app_label=None):
        """Return the models in our groups; with `app_label` the groups that hold a model of that app, whole."""
        models = {model["model"]._meta.label: model for app in super().get_app_list(request) for model in app["models"]}
        named = {label for _key, _name, labels in GROUPS for label in labels}
        groups = []
        for key, name, labels in GROUPS:
            rest = [label for label in models if label not in named] if key == GROUPS[-1][0] else []
            found = [models[label] for label in [*labels, *rest] if label in models]
            if found and (app_label is None or app_label in {model["model"]._meta.app_label for model in found}):
                groups.append(self._group(key, name, found))
        return groups

    def _group(self, key, name, models):
        url = reverse("admin:app_list", args=[models[0]["model"]._meta.app_label])
        return {"name": name, "app_label": key, "app_url": url, "has_module_perms": True, "models": models}

    def each_context(self, request):
        """Add `waiting`, which counts only where a template asks for it: on the first page."""
        return {**super().each_context(request), "waiting": partial(self.waiting, request)}

    def waiting(self, request):
        """Return [{label, count, url}] of what waits, for the models that the user may change."""
        found = []
        for model, model_admin in self._registry.items():
            wanted = waiting_in(model_admin)
            count = wanted and model._default_manager.editable_by(request.user).filter(**wanted).count()
            if count:
                address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
                shown = {f"{field}__exact": value for field, value in wanted.items() if "__" not in field}
                url = f"{address}?{urlencode(shown)}"
                found.append({"label": model._meta.verbose_name_plural, "count": count, "url": url})
        return found


def waiting_in(model_admin):
    """Return {field: value} of the rows that wait for a decision, or None where none ever does.

    Of rows with states these are the submitted ones; another ModelAdmin says it itself, by its `waiting`. Of that the list
    is narrowed by what is a field; the rest its own queryset sees to.
    """
    course = getattr(model_admin, "course", None)
    return {course.field: "submitted"} if course else getattr(model_admin, "waiting", None)
