"""Handing in a contribution: for whoever is signed in, while the window is open (docs/decisions/0026)."""

from math import ceil

from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormMixin

from publishing.detail_pages import DetailPage
from publishing.throttling import ContributionThrottle
from reviews.forms import ContributionForm
from reviews.models import NationalReview
from reviews.views import REVIEWS


class AtDesk(LoginRequiredMixin, DetailPage):
    queryset = NationalReview.objects.all()

    def above(self):
        return [REVIEWS, {"label": self.object.title, "url": self.object.get_absolute_url()}]

    def get_name(self):
        return _("Contribute to the review")


@method_decorator(never_cache, name="dispatch")
class ContributePage(FormMixin, AtDesk):
    """The form; where the window is closed, a page that says so."""

    template_name = "reviews/contribute.html"
    form_class = ContributionForm

    def address_of(self, row):
        return reverse("reviews:contribute", args=[row.slug])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "review": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(today=today, is_open=self.object.is_open_on(today), **kwargs)

    def get_success_url(self):
        return reverse("reviews:contributed", args=[self.object.slug])

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        throttle = ContributionThrottle()
        if not throttle.allow_request(self.request, self):
            return self.too_many(form, throttle.wait() or 0)
        form.save()
        return super().form_valid(form)

    def too_many(self, form, seconds):
        """Ask to come again later, with all that was typed still in the form."""
        context = self.get_context_data(form=form, wait_minutes=ceil(seconds / 60))
        return self.render_to_response(context, status=429, headers={"Retry-After": ceil(seconds)})


@method_decorator(never_cache, name="dispatch")
class ContributedPage(AtDesk):
    """What happens next."""

    template_name = "reviews/contributed.html"
