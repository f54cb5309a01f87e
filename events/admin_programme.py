"""The programme of an event in the panel: the board on which it is built, its versions, and a copy of the whole."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.building.board import board_of, days_of
from events.building.clashes import clashes_of
from events.building.copying import copy
from events.building.placing import place
from events.building.releasing import planned_changes, release, tell
from events.building.slots import rooms_in_use, slots_of
from events.building.telling import letters_of
from events.models import ScheduleRelease, Session
from events.registration.desk import remind_to_tell
from places.models import Room
from publishing.moments import check_year
from publishing.visibility import may
from publishing.wording import LANGUAGE_CODES

LONGEST = 24 * 60  # minutes of a session
LOCAL = "%Y-%m-%dT%H:%M"
SCRIPTED = "fetch"  # what admin_programme.js says in X-Requested-With


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format=LOCAL)


class PlaceForm(forms.Form):
    """Where and when a session is to be. Without a time it goes to the side, among those that have none."""

    session = forms.ModelChoiceField(Session.objects.none(), label=_("Session"))
    starts_at = forms.DateTimeField(
        label=_("Begins"), required=False, widget=MomentInput, input_formats=[LOCAL], validators=[check_year]
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=5, max_value=LONGEST)
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Room"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Session.Status.choices, required=False)

    def __init__(self, event, rooms, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = event.sessions.order_by("code", "pk")
        self.fields["room"].queryset = rooms

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_at") and "minutes" in cleaned and not cleaned["minutes"]:
            self.add_error("minutes", _("Say how long it takes."))
        return cleaned

    def save(self):
        """Place the session in the draft; return whether that broke no rule. What broke stands among the errors."""
        told = self.cleaned_data
        starts_at = told["starts_at"]
        ends_at = starts_at and starts_at + timedelta(minutes=told["minutes"])
        room = told["room"] if starts_at else None
        try:
            place(
                session=told["session"],
                starts_at=starts_at,
                ends_at=ends_at,
                room=room,
                status=told["status"] or None,
            )
        except ValidationError as error:
            self.add_error(None, error.messages)
        return self.is_valid()


class ReleaseForm(forms.Form):
    """What is said about a version, in each language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code in LANGUAGE_CODES:
            field = ScheduleRelease._meta.get_field(f"comment_{code}")
            self.fields[code] = forms.CharField(label=field.verbose_name, max_length=500, required=False)


class CopyForm(forms.Form):
    starts_at = forms.DateTimeField(
        label=_("The copy begins"), widget=MomentInput, input_formats=[LOCAL], validators=[check_year]
    )


class ProgrammeViews:
    """For the ModelAdmin of events: the pages on which a programme is built and released."""

    def get_urls(self):
        pages = [
            ("programme", self.programme_view),
            ("release", self.release_view),
            ("letters", self.letters_view),
            ("copy", self.copy_view),
        ]
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"events_event_{name}")
            for name, view in pages
        ]
        return own + super().get_urls()

    def programme_view(self, request, pk):
        """The board of a day, with what has no time at its side; sent, a session is moved in the draft."""
        event = self.event_to_change(request, pk)
        with timezone.override(event.zone):
            rooms, day = rooms_of(event), chosen_day(event, request.GET.get("day"))
            form = PlaceForm(event, rooms, request.POST) if request.method == "POST" else None
            is_moved = form is not None and form.is_valid() and form.save()
            if is_moved and request.headers.get("X-Requested-With") != SCRIPTED:
                return HttpResponseRedirect(f"{page_of(event, 'programme')}?day={day}")
            slots = slots_of(event)  # as they are once the one has moved
            if form is None:
                form = PlaceForm(event, rooms, initial=initial_of(slots, request.GET.get("session")))
            return self.board_page(request, event, rooms, slots, day, form)

    def board_page(self, request, event, rooms, slots, day, form):
        clashes = clashes_of(event, slots)
        context = {
            "event": event,
            "form": form,
            "day": day,
            "days": days_of(event),
            "board": board_of(event, slots, day, list(rooms)),
            "unplaced": [slot for slot in slots if not slot.is_placed],
            "clashes": clashes,
            "clashing": {pk for clash in clashes for pk in clash.sessions},
            "changed": sum(slot.is_changed for slot in slots),
            "latest": event.releases.newest_first().first(),
        }
        name = "board" if request.headers.get("X-Requested-With") == SCRIPTED else "programme"
        response = self.programme_page(request, name, _("Programme of “%(event)s”") % {"event": event}, **context)
        response.status_code = 422 if form.errors else 200
        return response.render()

    def release_view(self, request, pk):
        """What a release would change, asked for confirmation; sent, it is out."""
        event = self.event_to_change(request, pk)
        form = ReleaseForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = release(event=event, comments=form.cleaned_data, user=request.user)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.message_user(request, gettext("“%(release)s” is out.") % {"release": done}, messages.SUCCESS)
                remind_to_tell(request, event)
                return HttpResponseRedirect(page_of(event, "letters"))
        title = _("Release the programme of “%(event)s”") % {"event": event}
        with timezone.override(event.zone):
            context = {"event": event, "form": form, "changes": planned_changes(event), "hidden": hidden_in(event)}
            return self.programme_page(request, "release", title, **context).render()

    def letters_view(self, request, pk):
        """The mails about the latest version, to be read before they go."""
        event = self.event_to_change(request, pk)
        latest = event.releases.newest_first().first()
        # A version that has come out since was not read here: it is shown first.
        if request.method == "POST" and latest and request.POST.get("version") == str(latest.version):
            self.message_user(request, told_message(tell(release=latest)), messages.SUCCESS)
            return HttpResponseRedirect(page_of(event, "programme"))
        letters, without_address = letters_of(latest) if latest else ([], [])
        title = _("Who is told of what has moved")
        told = {"release": latest, "letters": letters, "without_address": without_address}
        return self.programme_page(request, "letters", title, event=event, **told)

    def copy_view(self, request, pk):
        """Asks when the copy begins; sent, there is one."""
        event = self.event_to_change(request, pk)
        if not may(request.user, "add", type(event)):
            raise PermissionDenied
        with timezone.override(event.zone):
            form = CopyForm(request.POST or None)
            if request.method == "POST" and form.is_valid():
                copied = copy(event=event, starts_at=form.cleaned_data["starts_at"])
                self.message_user(request, gettext("This is the copy, as a draft."), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:events_event_change", args=[copied.pk]))
            title = _("Copy “%(event)s”") % {"event": event}
            return self.programme_page(request, "copy", title, event=event, form=form).render()

    def event_to_change(self, request, pk):
        event = self.get_object(request, str(pk))
        if event is None or not self.has_change_permission(request, event):
            raise PermissionDenied
        return event

    def programme_page(self, request, name, title, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/events/event/{name}.html", context)


def page_of(event, name):
    return reverse(f"admin:events_event_{name}", args=[event.pk])


def rooms_of(event):
    """Return the rooms of the event's venue and those that its sessions use elsewhere."""
    here = Room.objects.filter(place=event.place_id) if event.place_id else Room.objects.none()
    return (here | Room.objects.filter(pk__in=rooms_in_use(event))).select_related("place").by_name()


def chosen_day(event, text):
    """Return the date that the address asks for, else the first of the event."""
    days = days_of(event)
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return days[0]
    return day if day in days else days[0]


def initial_of(slots, key):
    """Return the form's values for the session with this key, as it is planned."""
    slot = next((slot for slot in slots if str(slot.pk) == key), None)
    if slot is None:
        return {}
    planned = {"starts_at": slot.starts_at, "minutes": slot.minutes, "status": slot.status}
    return {"session": slot.pk, "room": slot.room and slot.room.pk, **planned}


def hidden_in(event):
    """Return the sessions with a time that visitors will not see, because they are not published."""
    return [slot for slot in slots_of(event) if slot.is_placed and slot.is_draft]


def told_message(is_first):
    return gettext("The mails are on their way.") if is_first else gettext("They have been told before.")
