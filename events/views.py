from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from events.filters import EventFilter
from events.json_ld import event_script
from events.models import Event, Session
from events.programme import by_day, neighbours, with_affiliation
from events.registration.offer import Offer
from people.models import Person
from photos.models import Photo
from publishing.detail_pages import DetailPage
from publishing.former_slugs import row_at
from publishing.keyset import Keyset
from publishing.list_pages import ListPage

EVENTS = {"label": _("Events"), "url": reverse_lazy("events:list")}


class EventList(ListPage):
    queryset = Event.objects.all()
    filterset_class = EventFilter
    template_name = "events/event_list.html"
    heading = _("Events")
    empty_title = _("No events yet")
    count_label = ngettext_lazy("%(count)d event", "%(count)d events", "count")

    def get_keyset(self):
        """What is to come soonest first; everything, and the past, latest first."""
        return Keyset("starts_at", descending=self.request.GET.get("when") != "upcoming")


def photos_for(rows, user):
    """Fetch with EventPhoto `rows` the pictures and the people in them that `user` may see."""
    return rows.in_order().prefetch_related(
        Prefetch("photo", Photo.objects.visible_to(user)),
        Prefetch("people", Person.objects.visible_to(user).by_name()),
    )


class EventPage(DetailPage):
    queryset = Event.objects.all()
    template_name = "events/event_detail.html"

    def above(self):
        return [EVENTS]

    def get_queryset(self):
        super_events = Prefetch("super_event", Event.objects.visible_to(self.request.user))
        return super().get_queryset().for_cards(self.request.user).prefetch_related(super_events)

    def get_context_data(self, **kwargs):
        event, user = self.object, self.request.user
        sessions = event.sessions.visible_to(user).for_rows(user).chronological()
        return super().get_context_data(
            programme=by_day(event, sessions),
            offer=Offer(event, timezone.now()),
            photos=photos_for(event.photos.visible_to(user).filter(session=None), user),
            materials=event.materials.visible_to(user).filter(session=None).order_by("position", "pk"),
            sub_events=event.sub_events.visible_to(user).for_cards(user).chronological(),
            stories=event.stories.visible_to(user).for_cards(user).latest_first(),
            json_ld=event_script(event, self.request.build_absolute_uri(event.get_absolute_url())),
            **kwargs,
        )


class SessionPage(DetailPage):
    queryset = Session.objects.all()
    template_name = "events/session_detail.html"
    slug_url_kwarg = "session"

    def above(self):
        event = self.object.event
        return [EVENTS, {"label": event.title, "url": event.get_absolute_url()}]

    def is_of_this_address(self, session):
        return row_at(Event.objects.visible_to(self.request.user), self.kwargs["event"]) == session.event

    def get_queryset(self):
        events = Event.objects.visible_to(self.request.user).filter(slug=self.kwargs["event"])
        return super().get_queryset().filter(event__in=events).for_page(self.request.user)

    def get_context_data(self, **kwargs):
        session, user = self.object, self.request.user
        statements = session.statements.visible_to(user).with_people(user).order_by("position", "pk")
        others = session.event.sessions.visible_to(user).defer("abstract").chronological()
        previous_session, next_session = neighbours(session, others)
        return super().get_context_data(
            event=session.event,
            statements=with_affiliation(statements, session.appearances.all()),
            photos=photos_for(session.photos.visible_to(user), user),
            materials=session.materials.visible_to(user).order_by("position", "pk"),
            previous_session=previous_session,
            next_session=next_session,
            **self.what_came_of_it(session, user),
            **kwargs,
        )

    def what_came_of_it(self, session, user):
        """What partnerships, knowledge and reviews say of the session: they lie above events, so by related_name."""
        return {
            "partnerships": session.partnerships.visible_to(user).for_cards(user).latest_first(),
            "commitments": session.commitments.visible_to(user).for_cards(user).soonest_first(),
            "contributions": session.contributions.visible_to(user).for_rows(user),
            "resources": session.resources.visible_to(user).for_cards(user).latest_first(),
            "stories": session.stories.visible_to(user).for_cards(user).latest_first(),
        }
