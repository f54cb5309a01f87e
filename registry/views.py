"""Reporting a mistake about an organisation: a form for everybody (docs/decisions/0014)."""

from math import ceil

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormMixin

from people.models import Organisation
from people.views import ORGANISATIONS
from publishing.detail_pages import DetailPage
from publishing.templatetags.content import spoken
from publishing.throttling import ReportThrottle
from registry.forms import MistakeForm

REPORT = _("Report a mistake")


class AboutOrganisation(DetailPage):
    queryset = Organisation.objects.all()

    def above(self):
        name = spoken(self.object, "name")[0]
        return [ORGANISATIONS, {"label": name, "url": self.object.get_absolute_url()}]

    def get_name(self):
        return REPORT


@method_decorator(never_cache, name="dispatch")
class ReportPage(FormMixin, AboutOrganisation):
    """The form; it has a cookie and a token of its own, so it is kept for nobody."""

    template_name = "registry/report.html"
    form_class = MistakeForm

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_success_url(self):
        return reverse("registry:reported", args=[self.object.slug])

    def form_valid(self, form):
        if form.is_by_robot:
            return super().form_valid(form)
        throttle = ReportThrottle()
        if not throttle.allow_request(self.request, self):
            return self.too_many(form, throttle.wait() or 0)
        form.instance.organisation, form.instance.language = self.object, get_language()
        form.save()
        return super().form_valid(form)

    def too_many(self, form, seconds):
        """Ask to come again later, with all that was typed still in the form."""
        minutes = ceil(seconds / 60)
        context = self.get_context_data(form=form, wait_minutes=minutes)
        return self.render_to_response(context, status=429, headers={"Retry-After": ceil(seconds)})


class ReportedPage(AboutOrganisation):
    """What happens next."""

    template_name = "registry/reported.html"
