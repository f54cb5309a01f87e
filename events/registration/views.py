"""Registering for an event: a form for everybody (docs/decisions/0014, 0019)."""

from math import ceil

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormMixin

from events.models import Event
from events.registration.actions import register
from events.registration.forms import RegistrationForm
from events.registration.offer import Offer
from publishing.detail_pages import DetailPage
from publishing.templatetags.content import spoken
from publishing.throttling import RegistrationThrottle


class AboutEvent(DetailPage):
    queryset = Event.objects.all()
    slug_url_kwarg = "event"

    def above(self):
        events = {"label": _("Events"), "url": reverse("events:list")}
        return [events, {"label": spoken(self.object, "title")[0], "url": self.object.get_absolute_url()}]

    def get_name(self):
        return _("Register")


@method_decorator(never_cache, name="dispatch")
class RegisterPage(FormMixin, AboutEvent):
    """The form; it has a cookie and a token of its own, so it is kept for nobody."""

    template_name = "events/register.html"
    form_class = RegistrationForm

    @cached_property
    def offer(self):
        return Offer(self.object, timezone.now())

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.offer.is_open:
            return self.render_to_response(self.get_context_data(), status=409)
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "offer": self.offer, "user": self.request.user}

    def get_success_url(self):
        return reverse("events:registered", args=[self.object.slug])

    def form_valid(self, form):
        if form.is_by_robot:
            return super().form_valid(form)
        throttle = RegistrationThrottle()
        if not throttle.allow_request(self.request, self):
            return self.too_many(form, throttle.wait() or 0)
        try:
            register(event=self.object, **form.given)
        except ValidationError as error:
            form.refuse(error)
            return self.form_invalid(form)
        return super().form_valid(form)

    def too_many(self, form, seconds):
        """Ask to come again later, with all that was typed still in the form."""
        context = self.get_context_data(form=form, wait_minutes=ceil(seconds / 60))
        return self.render_to_response(context, status=429, headers={"Retry-After": ceil(seconds)})

    def get_context_data(self, **kwargs):
        days = settings.PARTICIPANT_DATA_DAYS
        return super().get_context_data(offer=self.offer, data_days=days, **kwargs)


class RegisteredPage(AboutEvent):
    """What happens next."""

    template_name = "events/registered.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(held_minutes=settings.SEAT_HELD_MINUTES, **kwargs)
