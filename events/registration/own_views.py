"""One's own registration, by the address in the mail: nobody else finds it, nobody keeps it, nothing tells where one was."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import override
from django.views.generic import FormView, TemplateView, View

from events.models import Event, Registration
from events.registration.actions import cancel, change, confirm_address
from events.registration.calendar import calendar_of
from events.registration.forms import DetailsForm
from events.registration.links import CONFIRM, OWN, path_of, registration_at
from events.registration.offer import Offer
from events.registration.papers import certificate, ticket
from events.registration.qr import picture_of
from publishing.secret_pages import keep_secret


class ByLink(View):
    """A page of the registration that the signed link names; without one there is nothing to see."""

    purpose = OWN

    def dispatch(self, request, *args, **kwargs):
        self.registration = registration_at(kwargs["token"], self.purpose)
        if self.registration is None:
            response = render(request, "events/ticket_gone.html", status=404)
        elif self.is_too_late():
            response = self.to_own_page()
        else:
            response = super().dispatch(request, *args, **kwargs)
        return keep_secret(response)

    @cached_property
    def event(self):
        return self.registration.event

    def is_public(self):
        """Tell whether the event has a page to which the visitor may be led."""
        return Event.objects.visible_to(self.request.user).filter(pk=self.event.pk).exists()

    def may_change(self):
        """Tell whether there is a seat or a place to give up, and the event is not over."""
        return self.registration.is_active and self.event.ends_at > timezone.now()

    def is_too_late(self):
        """Tell whether all that is left to see is on the own page."""
        return False

    def to_own_page(self):
        return HttpResponseRedirect(path_of(self.registration))


class OwnPage(ByLink, TemplateView):
    """Ticket, state, what was told, and where to change or cancel it."""

    template_name = "events/ticket.html"

    def get_context_data(self, **kwargs):
        mine = self.registration
        return super().get_context_data(
            registration=mine,
            event=self.event,
            event_url=self.event.get_absolute_url() if self.is_public() else None,
            seats=mine.seats.in_public_sessions(),
            answers=mine.answers.select_related("question").order_by("question__position", "question_id"),
            participants=self.participants(),
            may_change=self.may_change(),
            has_attended=mine.check_ins.exists(),
            **{name: path_of(mine, name) for name in ("qr", "pdf", "ics", "certificate", "edit", "cancel", "confirm")},
            **kwargs,
        )

    def participants(self):
        """The names that those who take part may read, for those who do."""
        if self.registration.state != Registration.State.CONFIRMED:
            return []
        consent = Registration.Consent
        named = self.event.registrations.named_to(consent.PARTICIPANTS, consent.PUBLIC)
        return named.exclude(pk=self.registration.pk).names()


class ConfirmPage(ByLink, TemplateView):
    """Programs that read mails open every link: only who presses the button confirms."""

    purpose = CONFIRM
    template_name = "events/ticket_confirm.html"

    def get(self, request, *args, **kwargs):
        if self.registration.state != Registration.State.PENDING:
            return self.to_own_page()
        return super().get(request, *args, registration=self.registration, event=self.event, **kwargs)

    def post(self, request, *args, **kwargs):
        self.registration = confirm_address(registration=self.registration)
        return self.to_own_page()


class EditPage(ByLink, FormView):
    template_name = "events/ticket_edit.html"
    form_class = DetailsForm

    def is_too_late(self):
        return not self.may_change()

    def get_form_kwargs(self):
        mine = self.registration
        chosen = {"sessions": list(mine.seats.values_list("session__slug", flat=True))}
        chosen |= {f"question_{answer.question_id}": answer.text for answer in mine.answers.all()}
        offer = Offer(self.event, timezone.now())
        # The form checks a copy: what is saved is what the action says.
        copied = Registration.objects.get(pk=mine.pk)
        return {
            **super().get_form_kwargs(), "instance": copied, "offer": offer, "user": self.request.user, "initial": chosen,
        }  # fmt: skip

    def form_valid(self, form):
        try:
            self.registration = change(registration=self.registration, **form.given)
        except ValidationError as error:
            form.refuse(error)
            return self.form_invalid(form)
        return self.to_own_page()

    def get_context_data(self, **kwargs):
        own = path_of(self.registration)
        return super().get_context_data(registration=self.registration, event=self.event, own=own, **kwargs)


class CancelPage(ByLink, TemplateView):
    """Asks first."""

    template_name = "events/ticket_cancel.html"

    def is_too_late(self):
        return not self.may_change()

    def get_context_data(self, **kwargs):
        own = path_of(self.registration)
        return super().get_context_data(registration=self.registration, event=self.event, own=own, **kwargs)

    def post(self, request, *args, **kwargs):
        cancel(registration=self.registration)
        return self.to_own_page()


class OwnFile(ByLink):
    """A file about the registration; what does not stand yet is not found."""

    suffix, content_type, is_kept = "", "", True

    def get(self, request, *args, **kwargs):
        if not self.is_there():
            return render(request, "events/ticket_gone.html", status=404)
        with override(self.registration.language), timezone.override(self.event.zone):
            response = HttpResponse(self.content(), content_type=self.content_type)
        if self.is_kept:
            name = f"{self.event.slug}-{self.registration.code}.{self.suffix}"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def is_there(self):
        return self.registration.state == Registration.State.CONFIRMED


class QrFile(OwnFile):
    content_type, is_kept = "image/svg+xml", False

    def content(self):
        return picture_of(self.registration.code)


class TicketPdf(OwnFile):
    suffix, content_type = "pdf", "application/pdf"

    def content(self):
        return ticket(self.registration)


class TicketCalendar(OwnFile):
    suffix, content_type = "ics", "text/calendar; charset=utf-8"

    def content(self):
        return calendar_of(self.registration)


class CertificatePdf(OwnFile):
    """For those who were let in, once there is something to certify."""

    suffix, content_type = "pdf", "application/pdf"

    def is_there(self):
        return self.registration.check_ins.exists()

    def content(self):
        return certificate(self.registration)
