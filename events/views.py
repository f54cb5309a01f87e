from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from events.filters import EventFilter
from events.json_ld import event_script, session_script
from events.models import Event
from events.programme import Programme, neighbours
from events.programme.page import programme_context, zone_context
from events.programme.times import hours_in
from events.programme.words import first_text
from events.registration.offer import Offer
from events.session_addresses import SessionAtOwnAddress
from events.zones import zone_for
from people.affiliation import with_affiliation
from people.models import Person
from photos.models import Photo
from places.on_map import OnMap
from publishing.detail_pages import DetailPage
from publishing.keyset import Keyset
from publishing.list_pages import ListPage

EVENTS = {"label": _("Events"), "url": reverse_lazy("events:list")}


class EventList(OnMap, ListPage):
    queryset = Event.objects.all()
    filterset_class = EventFilter
    template_name = "events/event_list.html"
    heading = _("Events")
    empty_title = _("No events yet")
    count_label = ngettext_lazy("%(count)d event", "%(count)d events", "count")
    counted_how = _("An event counts in the region of its venue.")
    other_forms = [
        (_("Calendar (iCalendar)"), "text/calendar", "events:calendar"),
        (_("Calendar with sessions (iCalendar)"), "text/calendar", "events:calendar_with_sessions"),
        (_("Feed (Atom)"), "application/atom+xml", "events:feed"),
    ]

    def get_keyset(self):
        """What is to come soonest first; everything, and the past, latest first."""
        return Keyset("starts_at", descending=self.request.GET.get("when") != "upcoming")


def photos_for(rows, user):
    """Fetch with EventPhoto `rows` the pictures and the people in them that `user` may see."""
    return rows.in_order().prefetch_related(
        Prefetch("photo", Photo.objects.visible_to(user)),
        Prefetch("people", Person.objects.visible_to(user).by_name()),
    )


def call_that_matters(event, at):
    """Return the call for sessions of `event`, as public as that, with its `now_phase`; None once it has closed."""
    call = getattr(event, "call", None)
    if call is None:
        return None
    call.now_phase = call.phase(at)
    return None if call.now_phase == "closed" else call


class EventPage(DetailPage):
    queryset = Event.objects.all()
    template_name = "events/event_detail.html"

    def above(self):
        return [EVENTS]

    def get_queryset(self):
        super_events = Prefetch("super_event", Event.objects.visible_to(self.request.user))
        rows = super().get_queryset().for_cards(self.request.user)
        return rows.select_related("call").prefetch_related(super_events)

    def get_picture(self):
        return self.object.cover

    @cached_property
    def now(self):
        return timezone.now()

    @cached_property
    def programme(self):
        return Programme(self.object, self.request)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.stale_at = self.programme.next_change(self.now)
        return response

    def get_context_data(self, **kwargs):
        event, user = self.object, self.request.user
        return super().get_context_data(
            release=event.releases.visible_to(user).newest_first().defer("snapshot").first(),
            offer=Offer(event, self.now),
            call=call_that_matters(event, self.now),
            **programme_context(self.programme, self.now),
            photos=photos_for(event.photos.visible_to(user).filter(session=None), user),
            materials=event.materials.visible_to(user).filter(session=None).order_by("position", "pk"),
            sub_events=event.sub_events.visible_to(user).for_cards(user).chronological(),
            stories=event.stories.visible_to(user).for_cards(user).latest_first(),
            json_ld=event_script(event, self.programme.everything),
            **kwargs,
        )


def hours_of(session, zone):
    """Return the Hours of a session in `zone`, on its day at the event; None where they are not known."""
    if session.starts_at is None:
        return None
    return hours_in(zone, session.starts_at, session.ends_at, session.starts_at.astimezone(session.event.zone).date())


def in_programme(session, **chosen):
    """Return the address of the programme of the event, narrowed to what this session shares."""
    return f"{session.event.get_absolute_url()}?{urlencode(chosen)}#programme"


class SessionPage(SessionAtOwnAddress, DetailPage):
    template_name = "events/session_detail.html"

    def above(self):
        event = self.object.event
        return [EVENTS, {"label": event.title, "url": event.get_absolute_url()}]

    def get_queryset(self):
        return super().get_queryset().for_page(self.request.user)

    @cached_property
    def photos(self):
        return photos_for(self.object.photos.visible_to(self.request.user), self.request.user)

    def get_picture(self):
        return next((shown.photo for shown in self.photos if shown.photo), None)

    def get_context_data(self, **kwargs):
        session, user, params = self.object, self.request.user, self.request.GET
        statements = session.statements.visible_to(user).with_people(user).order_by("position", "pk")
        previous_session, next_session = self.before_and_after(session, user)
        return super().get_context_data(
            event=session.event,
            statements=with_affiliation(statements, session.appearances.all()),
            hours=hours_of(session, zone_for(session.event, params)),
            **zone_context(session.event, params, session.starts_at or session.event.starts_at),
            room_url=in_programme(session, room=session.room_id),
            track_url=in_programme(session, track=first_text(vars(session), "track")),
            photos=self.photos,
            json_ld=session_script(session, self.photos),
            materials=session.materials.visible_to(user).order_by("position", "pk"),
            previous_session=previous_session,
            next_session=next_session,
            **self.what_came_of_it(session, user),
            **kwargs,
        )

    def before_and_after(self, session, user):
        """Return the sessions before and after this one in the order of the event; of the rest only the keys are read."""
        others = session.event.sessions.visible_to(user)
        keys = neighbours(session.pk, list(others.chronological().values_list("pk", flat=True)))
        found = others.select_related("event").defer("abstract").in_bulk([key for key in keys if key])
        return [found.get(key) for key in keys]

    def what_came_of_it(self, session, user):
        """What partnerships, knowledge and reviews say of the session: they lie above events, so by related_name."""
        return {
            "partnerships": session.partnerships.visible_to(user).for_cards(user).latest_first(),
            "commitments": session.commitments.visible_to(user).for_cards(user).soonest_first(),
            "contributions": session.contributions.visible_to(user).for_rows(user),
            "resources": session.resources.visible_to(user).for_cards(user).latest_first(),
            "stories": session.stories.visible_to(user).for_cards(user).latest_first(),
        }
