"""What staff do for one event: look at the figures, fetch lists, print badges, let people in. Pages of the panel."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import CheckIn, Event, Registration
from events.registration.attendance import Outcome, check_in, figures, session_figures
from events.registration.exports import table
from events.registration.filters import RegistrationFilter
from events.registration.news import drafts_of, news_of, tell_participants
from events.registration.qr import drawing_of
from publishing.downloads import csv_answer, xlsx_answer
from publishing.parsers import is_storable
from publishing.previews import mark_of
from publishing.visibility import may

TABLES = {"csv": csv_answer, "xlsx": xlsx_answer}
MOST_FOUND = 20  # more names than that nobody reads at the door
LEVELS = {Outcome.LET_IN: messages.SUCCESS, Outcome.ALREADY: messages.WARNING}


class DeskPages:
    """For the ModelAdmin of registrations: pages about all those of one event."""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("of/<int:event>/", view(self.desk_view), name="events_registration_desk"),
            path("of/<int:event>/list.<str:form>", view(self.list_view), name="events_registration_list"),
            path("of/<int:event>/badges/", view(self.badges_view), name="events_registration_badges"),
            path("of/<int:event>/check-in/", view(self.check_in_view), name="events_registration_check_in"),
            path("of/<int:event>/news/", view(self.news_view), name="events_registration_news"),
        ]
        return own + super().get_urls()

    def desk_view(self, request, event):
        """Figures of the event and of its sessions, and the ways to everything else."""
        event = event_for(request, event)
        numbers = figures(event)
        told = [(label, numbers[state]) for state, label in Registration.State.choices]
        told += [(_("Came"), numbers["attended"]), (_("Seats in all"), event.capacity or _("no end"))]
        may_check_in = may(request.user, "add", CheckIn)
        rights = {"may_check_in": may_check_in, "may_tell": may(request.user, "change", Registration)}
        untold, sessions = len(news_of(event)), session_figures(event)
        return self.page(request, event, "desk", event, told=told, sessions=sessions, untold=untold, **rights)

    def list_view(self, request, event, form):
        """The registrations as a file, narrowed by the filters in the address."""
        event = event_for(request, event)
        if form not in TABLES:
            return HttpResponseBadRequest(_("There are csv and xlsx."), content_type="text/plain; charset=utf-8")
        chosen = RegistrationFilter(request.GET, event.registrations.visible_to(request.user), request=request)
        if not chosen.is_valid():
            return HttpResponseBadRequest(chosen.errors.as_text(), content_type="text/plain; charset=utf-8")
        response = TABLES[form]("registrations", *table(event, chosen.qs))
        response["Cache-Control"] = "private, no-store"
        return response

    def badges_view(self, request, event):
        """A page to be printed: eight badges on a sheet."""
        event = event_for(request, event)
        coming = event.registrations.visible_to(request.user).confirmed()
        badges = [{"row": row, "picture": drawing_of(row.code)} for row in coming]
        return self.page(request, event, "badges", _("Badges"), badges=badges)

    def news_view(self, request, event):
        """What participants have not been told yet: the mails, to be read before they go."""
        event = event_for(request, event)
        if not may(request.user, "change", Registration):
            raise PermissionDenied
        drafts = drafts_of(news_of(event))
        seen = mark_of(*((subject, body, number) for _news, subject, body, number in drafts))
        if request.method == "POST" and request.POST.get("seen") == seen:
            number = tell_participants(event=event)
            message = ngettext("%d person is told.", "%d people are told.", number) % number
            self.message_user(request, message, messages.SUCCESS)
            return HttpResponseRedirect(desk_of(event))
        if request.method == "POST":
            self.message_user(request, _("Something has changed meanwhile: read the mails again."), messages.WARNING)
        title = _("What participants have not been told yet")
        return self.page(request, event, "news", title, drafts=drafts, seen=seen)

    def check_in_view(self, request, event):
        """Who may come in: a form that works by itself, and with the camera where the browser reads codes."""
        if not may(request.user, "add", CheckIn):
            raise PermissionDenied
        event = event_for(request, event)
        sessions = list(event.sessions.chronological())
        if request.method == "POST":
            return self.let_in(request, event, sessions)
        asked = {"chosen": request.GET.get("session", ""), "name": request.GET.get("name", "").strip()[:100]}
        found = called(event, asked["name"])
        told = {"sessions": sessions, "found": found, "scan": uuid.uuid4(), "came": figures(event)["attended"], **asked}
        return self.page(request, event, "check_in", _("Check-in"), **told)

    def let_in(self, request, event, sessions):
        """Answer one attempt: in JSON to the page's own script, else with a message on the page."""
        given = request.POST
        session = next((one for one in sessions if str(one.pk) == given.get("session")), None)
        try:
            scan = uuid.UUID(given.get("scan", ""))
            at = parse_datetime(given.get("at", ""))
        except ValueError:
            return HttpResponseBadRequest(_("This is no scan."), content_type="text/plain; charset=utf-8")
        at = at if at is None or at.tzinfo else None
        code = given.get("code", "")[:100]
        result = check_in(event=event, code=code, session=session, scan=scan, at=at, user=request.user)
        message = told_at_the_door(event, code, *result)
        if request.accepts("text/html"):
            self.message_user(request, message, LEVELS.get(result[0], messages.ERROR))
            return HttpResponseRedirect(f"{request.path}?session={session.pk if session else ''}")
        return JsonResponse({"scan": str(scan), "outcome": result[0], "message": message})

    def page(self, request, event, template, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "event": event,
            "title": title,
            **context,
        }
        response = TemplateResponse(request, f"admin/events/registration/{template}.html", context)
        response["Cache-Control"] = "private, no-store"
        return response


def event_for(request, key):
    """Return the event with this key. Raises PermissionDenied for whoever may not view registrations."""
    if not may(request.user, "view", Registration):
        raise PermissionDenied
    return get_object_or_404(Event, pk=key)


def called(event, words):
    """Return [(registration, number for an attempt)] of whoever comes without a ticket and says a name."""
    if not words or not is_storable(words):
        return []
    return [(row, uuid.uuid4()) for row in event.registrations.confirmed().called(words)[:MOST_FOUND]]


def told_at_the_door(event, code, outcome, registration, done):
    """Return in one line what became of an attempt: who it is, and why not."""
    if registration is None:
        return f"{outcome.label}: {code}"
    parts = [str(outcome.label), registration.name, registration.organisation]
    if outcome == Outcome.ALREADY:
        parts.append(date_format(timezone.localtime(done.at, event.zone), "TIME_FORMAT"))
    elif outcome == Outcome.NOT_CONFIRMED:
        parts.append(registration.get_state_display())
    if registration.access_needs and outcome == Outcome.LET_IN:
        parts.append(registration.access_needs)
    return " · ".join(part for part in parts if part)


def desk_of(event):
    return reverse("admin:events_registration_desk", args=[event.pk])


def remind_to_tell(request, event):
    """Tell staff, on the next page, that participants do not know yet of what has changed."""
    number = len(news_of(event)) if may(request.user, "change", Registration) else 0
    if not number:
        return
    words = ngettext(
        "%d participant has not been told yet of what has changed.",
        "%d participants have not been told yet of what has changed.",
        number,
    )
    address = reverse("admin:events_registration_news", args=[event.pk])
    message = format_html('{} <a href="{}">{}</a>', words % number, address, _("Read the mails and send them"))
    messages.warning(request, message)
