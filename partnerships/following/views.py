"""The forms by which anybody follows a commitment, a partnership or the register by mail (docs/decisions/0014)."""

from math import ceil

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from django.views.generic.edit import FormMixin

from partnerships.following.actions import FOLLOWED_AT_MOST, WAITING_AT_MOST, ask_to_follow
from partnerships.following.forms import FollowForm
from partnerships.following.registers import Register
from partnerships.following.subjects import subject_of_register, subject_of_row
from partnerships.models import Commitment, Partnership
from partnerships.models.following import LONGEST_QUERY, REMINDERS_AT_MOST
from partnerships.views import COMMITMENTS, PARTNERSHIPS
from publishing.detail_pages import DetailPage
from publishing.downloads import refused
from publishing.throttling import FollowThrottle

FOLLOW = _("Follow this by mail")


class FollowForms(FormMixin):
    """For a page about something: the form; it has a cookie and a token of its own, so it is to be kept for nobody."""

    template_name = "partnerships/following/follow.html"
    form_class = FollowForm
    success_url = reverse_lazy("partnerships:follow_sent")

    def followed(self):
        """Return what a Follow keeps of what the page is about: {"commitment": …}, {"partnership": …} or {"query": …}."""
        raise NotImplementedError

    def answer_to_form(self):
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        """Whether the address is known already is told to its owner, by mail, and not here."""
        if form.is_by_robot:
            return super().form_valid(form)
        throttle = FollowThrottle()
        if not throttle.allow_request(self.request, self):
            return self.too_many(form, throttle.wait() or 0)
        said = form.cleaned_data
        ask_to_follow(email=said["email"], language=said["language"], **self.followed())
        return super().form_valid(form)

    def too_many(self, form, seconds):
        """Ask to come again later, with all that was typed still in the form."""
        context = self.get_context_data(form=form, wait_minutes=ceil(seconds / 60))
        return self.render_to_response(context, status=429, headers={"Retry-After": ceil(seconds)})

    def get_context_data(self, **kwargs):
        return super().get_context_data(kept_days=settings.UNCONFIRMED_FOLLOW_DAYS, **kwargs)


@method_decorator(never_cache, name="dispatch")
class FollowRow(FollowForms, DetailPage):
    """A row that the public may see, as `queryset` says: staff follow nothing else either, for a mail goes to anybody."""

    route = part_of = list_page = None

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.answer_to_form()

    def followed(self):
        return {self.part_of: self.object}

    def address_of(self, row):
        return reverse(self.route, args=[row.slug])

    def above(self):
        subject = subject_of_row(self.object)
        return [self.list_page, {"label": subject.title, "url": subject.path}]

    def get_name(self):
        return FOLLOW

    def get_context_data(self, **kwargs):
        here = {"subject": subject_of_row(self.object), "address": self.address_of(self.object)}
        return super().get_context_data(**here, **kwargs)


class FollowCommitment(FollowRow):
    queryset = Commitment.objects.published()
    route, part_of, list_page = "partnerships:follow_commitment", "commitment", COMMITMENTS


class FollowPartnership(FollowRow):
    queryset = Partnership.objects.published()
    route, part_of, list_page = "partnerships:follow_partnership", "partnership", PARTNERSHIPS


@method_decorator(never_cache, name="dispatch")
class FollowRegister(FollowForms, TemplateView):
    """The register under the filters in the address; no row of it is shown here."""

    def dispatch(self, request, *args, **kwargs):
        self.register = Register(request.GET)
        if not self.register.is_valid:
            return refused(self.register.filterset)
        if len(self.register.query) > LONGEST_QUERY:
            return HttpResponseBadRequest(_("These filters are too long."), content_type="text/plain; charset=utf-8")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.answer_to_form()

    def followed(self):
        return {"query": self.register.query}

    def get_context_data(self, **kwargs):
        subject = subject_of_register(self.register)
        return super().get_context_data(
            subject=subject,
            address=follow_address(self.register.query),
            name=FOLLOW,
            trail=[{**COMMITMENTS, "url": subject.path}, {"label": FOLLOW, "url": ""}],
            **kwargs,
        )


def follow_address(query):
    """Return where the register is followed under the filters in `query`."""
    address = reverse("partnerships:follow_register")
    return f"{address}?{query}" if query else address


class SentPage(TemplateView):
    """What happens next: the same for whoever was known already."""

    template_name = "partnerships/following/sent.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            name=FOLLOW,
            waiting_at_most=WAITING_AT_MOST,
            followed_at_most=FOLLOWED_AT_MOST,
            reminders_at_most=REMINDERS_AT_MOST,
            **kwargs,
        )
