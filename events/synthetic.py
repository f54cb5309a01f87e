"""An invented forum to try programmes and seats on, and to measure them; "Synthetic" stands in every name."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.models import (
    Appearance,
    Event,
    EventTag,
    Question,
    Registration,
    Session,
    SessionSeat,
    SessionTag,
)
from people.models import Person
from places.models import Place, Room
from publishing import content_version, search
from publishing.sorting import ORDER, sort_key

DAYS = 3
TRACKS = ("Water", "Health", "Climate", "Youth", "Rights", "Villages")
THEMES = ("water", "health", "youth", "climate", "school", "disability", "forest", "village", "women", "craft")
KINDS = ("panel", "workshop", "roundtable", "keynote")
MINUTES = (90, 90, 90, 75, 60)  # how long a session takes
BETWEEN_BEGINNINGS = timedelta(minutes=105)
SESSIONS_IN_A_ROOM = 15  # five a day
SPEAKERS = 3
SEATS, SEATS_OF_A_ROOM, SEATS_OF_THE_FULL = 500, 40, 5
PARTICIPANTS = 8  # more than the full workshop seats


def in_three(field, text):
    """The same text in the three languages of the interface."""
    return {f"{field}_{language}": text for language in ("kk", "ru", "en")}


def named(text):
    """A name in three languages and its place in the alphabet of all seven."""
    return {**in_three("name", text), **{f"sort_name_{language}": sort_key(text, language) for language in ORDER}}


def published(slug, **fields):
    return {"slug": slug, "publication_state": "published", "published_at": timezone.now(), **fields}


@transaction.atomic
def make_forum(*, slug, sessions, begins_at, opens_at=None):
    """Return the event `slug` of so many sessions over three days, made where it is missing: the same words in every run.

    From `opens_at` on one may register: then workshops have seats, and the first of them is full.
    """
    if found := Event.objects.filter(slug=slug).first():
        return found
    chance = random.Random(sessions)  # noqa: S311 - made-up programmes, no secrets
    event = made_event(slug, sessions, begins_at, opens_at)
    rows = made_sessions(event, made_rooms(event, max(5, sessions // SESSIONS_IN_A_ROOM)), sessions, chance)
    people = made_people(slug, sessions)
    put_people_into(rows, people, chance)
    if opens_at:
        fill_seats(event, rows)
    content_version.raise_version()
    for model, made in ((Session, rows), (Person, people)):
        search.refresh(model, [row.pk for row in made])
    return event


def made_event(slug, sessions, begins_at, opens_at):
    place = Place.objects.create(slug=f"{slug}-place", country="KZ", **in_three("name", "Synthetic congress hall"))
    told = in_three("title", f"Synthetic forum of {sessions} sessions")
    told |= in_three("summary", "Synthetic. Nothing of this takes place: here one tries what the portal can do.")
    told |= {"starts_at": begins_at, "ends_at": begins_at + timedelta(days=DAYS - 1, hours=14)}
    seats = {"registration_opens_at": opens_at, "capacity": SEATS if opens_at else None}
    event = Event.objects.create(**published(slug, place=place, timezone="Asia/Almaty", **told, **seats))
    EventTag.objects.create(event=event, goal_id=6)
    return event


def made_rooms(event, count):
    hall = {"place": event.place, "capacity": SEATS_OF_A_ROOM}
    return [Room.objects.create(**hall, **in_three("name", f"Synthetic hall {number + 1}")) for number in range(count)]


def made_sessions(event, rooms, count, chance):
    rows = []
    for number in range(count):
        block, room = divmod(number, len(rooms))
        day, place = block % DAYS, block // DAYS
        start = event.starts_at + timedelta(days=day) + place * BETWEEN_BEGINNINGS
        title = f"Synthetic session {number} on {chance.choice(THEMES)}, and what comes of it in the districts"
        told = {**in_three("title", title), **in_three("track", TRACKS[room % len(TRACKS)])}
        told |= in_three("abstract", "Synthetic. Who does what, with whom, by when, and how anybody can check it.")
        told |= {"languages": [chance.choice(("kk", "ru"))], "interpretation": ["en"], "kind": chance.choice(KINDS)}
        told |= {"starts_at": start, "ends_at": start + timedelta(minutes=chance.choice(MINUTES))}
        told |= {"needs_seat": event.registration_opens_at is not None and told["kind"] == "workshop"}
        slug = f"{event.slug}-{number}"
        rows.append(Session(**published(slug, event=event, room=rooms[room], code=f"{number}", **told)))
    made = Session.objects.bulk_create(rows)
    tags = [SessionTag(session=row, goal_id=goal) for row in made for goal in chance.sample(range(1, 18), 2)]
    SessionTag.objects.bulk_create(tags)
    return made


def made_people(slug, count):
    public = {"is_public": True, "consented_on": timezone.now().date()}
    names = [named(f"Synthetic Person {number}") for number in range(max(count, SPEAKERS))]
    rows = [Person(**published(f"{slug}-person-{number}", **public, **name)) for number, name in enumerate(names)]
    return Person.objects.bulk_create(rows)


def put_people_into(sessions, people, chance):
    Appearance.objects.bulk_create(
        Appearance(session=row, person=person, position=place, role="speaker" if place else "moderator")
        for row in sessions
        for place, person in enumerate(chance.sample(people, SPEAKERS))
    )


def fill_seats(event, sessions):
    """Ask a question, let the first participants in and have them fill the first workshop; the others wait for it."""
    text, choices = in_three("text", "Synthetic question: what will you eat?"), in_three("choices", "Meat\nVegetables")
    Question.objects.create(event=event, kind=Question.Kind.CHOICE, **text, **choices)
    workshop = next((row for row in sessions if row.needs_seat), None)
    if workshop:
        workshop.capacity = SEATS_OF_THE_FULL
        workshop.save()
    for number in range(PARTICIPANTS):
        registration = Registration.objects.create(
            event=event,
            name=f"Synthetic Participant {number}",
            email=f"participant-{number}@example.org",
            language="en",
            state=Registration.State.CONFIRMED,
            consent=Registration.Consent.PUBLIC if number % 2 else Registration.Consent.NOBODY,
        )
        if workshop:
            state = SessionSeat.State.TAKEN if number < SEATS_OF_THE_FULL else SessionSeat.State.WAITING
            SessionSeat.objects.create(registration=registration, session=workshop, state=state)
