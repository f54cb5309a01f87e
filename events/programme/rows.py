"""Sessions as programmes show them: plain objects made from a few columns, so that three hundred cost little."""

import zoneinfo
from collections import defaultdict
from functools import cache, partial
from typing import NamedTuple

from django.db.models import F
from django.urls import reverse

from events.models import Appearance, Session, SessionTag
from events.programme.times import day_in_words, hours_in
from events.programme.words import Words, first_text
from people.models import Person
from places.countries import language_name
from publishing.models import PublicationState
from publishing.reading import as_stored, belonging_to
from publishing.visibility import among
from publishing.wording import in_every_language

COLUMNS = (
    "pk", "slug", "kind", "status", "publication_state", "starts_at", "ends_at", "languages", "interpretation",
    "room_id", "event__slug", "event__timezone", *in_every_language("title", "track", "room__name", "event__title"),
)  # fmt: skip
OF_PERSON = {name: F(f"person__{name}") for name in ("slug", *in_every_language("name"))}


class Speaker(NamedTuple):
    """Somebody in a session; `role_name` is empty for a plain speaker."""

    name: str
    url: str
    role_name: str


class SessionRow:
    """A session, its room and the people in it, in words ready to be printed; texts in another language are marked."""

    # What components read: see publishing.stencil.
    PRINTED = (
        "url", "title", "kind_name", "track", "room", "event_title", "languages_in_words", "hours", "day_name", "people",
        "goal_numbers", "status", "status_name", "is_cancelled", "is_published", "publication_state",
        "get_publication_state_display",
    )  # fmt: skip

    def __init__(self, values, making):
        words = making.words
        self.key, self.slug = values["pk"], values["slug"]
        self.url = f"{making.address_of_event(values['event__slug'])}{self.slug}/"
        self.title, self.event_title = words.marked(values, "title"), words.marked(values, "event__title")
        self.track, self.room = words.marked(values, "track"), words.marked(values, "room__name")
        self.track_name, self.room_name = words.plain(values, "track"), words.plain(values, "room__name")
        self.plain_title = words.plain(values, "title")
        self.track_key, self.room_key = first_text(values, "track"), values["room_id"]
        self.kind, self.kind_name = values["kind"], making.label(Session.Kind, values["kind"])
        self.languages, self.interpretation = values["languages"], values["interpretation"]
        self.languages_in_words = making.languages(tuple(self.languages))
        self._set_states(values, making)
        self._set_times(values, making)
        self.people, self.goals, self.goal_numbers = [], [], []

    def _set_states(self, values, making):
        self.status = values["status"]
        self.is_cancelled = self.status == Session.Status.CANCELLED
        # What is confirmed need not be said.
        self.status_name = making.label(Session.Status, self.status) if self.status != Session.Status.CONFIRMED else ""
        self.publication_state = values["publication_state"]
        self.is_published = self.publication_state == PublicationState.PUBLISHED
        self.get_publication_state_display = making.label(PublicationState, self.publication_state)

    def _set_times(self, values, making):
        """The day under which it stands is that of the event, whichever zone the hours are told in."""
        self.starts_at, self.ends_at = values["starts_at"], values["ends_at"]
        self.day, self.day_name, self.hours = None, "", None
        if self.starts_at:
            zone = making.zone_of(values["event__timezone"])
            self.day = self.starts_at.astimezone(zone).date()
            self.day_name = making.day_name(self.day)
            self.hours = making.hours(making.zone or zone, self.starts_at, self.ends_at, self.day)


class Making:
    """What rows are made with: each label, address, day and pair of hours is worked out once for all of them."""

    def __init__(self, zone):
        self.zone, self.words = zone, Words()
        self.label = cache(lambda choices, value: str(choices(value).label))
        self.languages = cache(lambda codes: ", ".join(map(language_name, codes)))
        self.zone_of, self.day_name, self.hours = cache(zoneinfo.ZoneInfo), cache(day_in_words), cache(hours_in)
        # To ask for the address of each of hundreds would take longer than to read them: all but the slug is the same.
        self.people = reverse("people:person", args=["-"]).removesuffix("-/")
        self.address_of_event = cache(lambda slug: reverse("events:session", args=[slug, "-"]).removesuffix("-/"))


def session_rows(sessions, user, *, zone=None):
    """Return the SessionRow of each of `sessions`, a queryset in order of what `user` may see; four queries.

    Hours are told in `zone`, else in that of each session's event.
    """
    found = list(as_stored(sessions).values(*COLUMNS))
    if not found:
        return []
    making = Making(zone)
    rows = [SessionRow(values, making) for values in found]
    people, goals = people_of(found, user, making), goals_of(found, user)
    for row in rows:
        row.people, row.goals = people[row.key], sorted(goals[row.key])
        row.goal_numbers = [str(number) for number in row.goals]
    return rows


def people_of(sessions, user, making):
    """Return {key of a session: its Speakers}; whoever leads it first."""
    seen = Appearance.objects.visible_to(user).filter(**belonging_to(sessions, "session_id")).in_order()
    seen = seen.filter(among("person", Person.objects.visible_to(user)))
    role_name = partial(making.label, Appearance.Role)
    found, known = defaultdict(list), {}
    for values in as_stored(seen).values("session_id", "person_id", "role", **OF_PERSON):
        person, role = values["person_id"], values["role"]
        if person not in known:
            known[person] = (making.words.marked(values, "name"), f"{making.people}{values['slug']}/")
        speaker = Speaker(*known[person], "" if role == Appearance.Role.SPEAKER else role_name(role))
        found[values["session_id"]].append(speaker)
    return found


def goals_of(sessions, user):
    """Return {key of a session: the numbers of its goals}."""
    found = defaultdict(set)
    tags = SessionTag.objects.visible_to(user).filter(**belonging_to(sessions, "session_id"))
    for session, goal in tags.values_list("session_id", "goal_id"):
        found[session].add(goal)
    return found
