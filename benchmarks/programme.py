"""What the pages of a programme cost in the database of DATABASE_URL: of 30 sessions and of 300, side by side.

    python -m benchmarks.programme

Adds two invented events where they are missing: 30 sessions, 30 people and 5 rooms, and 300 sessions, 300 people and 20
rooms, each over three days. Then asks for each page in this process, without server or page cache, and prints its weight
(as it is and compressed), its queries and the fastest of ROUNDS requests. Set PAGE_CACHE_SECONDS=0.
"""

import datetime
import gzip
import random

import django

from benchmarks.timing import timed

ROUNDS = 7
DAYS = 3
ROOMS = {30: 5, 300: 20}  # number of sessions: number of rooms
TRACKS = ("Water", "Health", "Climate", "Youth", "Rights", "Villages")
SPEAKERS = 3
BEGIN = datetime.datetime(2026, 10, 5, 4, tzinfo=datetime.UTC)  # 9 in the morning in Almaty
MINUTES = (90, 90, 90, 75, 60)  # how long a session takes
PAGES = {
    "list by day": "",
    "list by room": "?by=room",
    "list by track": "?by=track",
    "list by goal": "?by=goal",
    "grid of rooms": "?view=grid",
    "grid of tracks": "?view=grid&by=track",
    "list, filtered": "?day=2026-10-06&goal=6&kind=panel",
    "list, searched": "?q=water",
    "grid, another zone": "?view=grid&tz=Europe/London",
}
HEADING = f"{'page':<20} {'KB':>10} {'KB gzip':>12} {'queries':>8} {'ms':>13} {'ratio':>6}"


def main():
    django.setup()
    events = {sessions: event_of(sessions) for sessions in ROOMS}
    print(f"\nProgrammes of {' and of '.join(map(str, ROOMS))} sessions\n{HEADING}")
    for name, query in PAGES.items():
        print(line(name, *(measure(event.get_absolute_url() + query) for event in events.values())), flush=True)
    print(line("session", *(measure(event.sessions.first().get_absolute_url()) for event in events.values())))
    speakers = [event.sessions.first().appearances.first().person for event in events.values()]
    print(line("person", *(measure(person.get_absolute_url()) for person in speakers)))


def line(name, small, large):
    """Return the row of a page: what it costs with the small and with the large programme."""
    weights = "{:>4.0f} {:>5.0f} {:>6.1f} {:>5.1f}".format(
        *(weight / 1024 for of in ("bytes", "packed") for weight in (small[of], large[of]))
    )
    times = f"{small['ms']:>6.1f} {large['ms']:>6.1f} {large['ms'] / small['ms']:>6.2f}"
    return f"{name:<20} {weights} {small['queries']:>4} {large['queries']:>3} {times}"


def measure(address):
    """Return {bytes, packed, queries, ms} of a page."""
    milliseconds, queries, body = timed(address, ROUNDS)
    return {"bytes": len(body), "packed": len(gzip.compress(body, 6)), "queries": queries, "ms": milliseconds}


def event_of(sessions):
    """Return the event of so many sessions, made where it is missing."""
    from events.models import Event

    slug = f"synthetic-programme-{sessions}"
    return Event.objects.filter(slug=slug).first() or make_event(slug, sessions)


def make_event(slug, count):
    from benchmarks.synthetic import in_three, published
    from events.models import Event
    from publishing import content_version, search

    chance = random.Random(count)  # the same programme in every run
    times = {
        "starts_at": BEGIN,
        "ends_at": BEGIN + datetime.timedelta(days=DAYS - 1, hours=14),
        "timezone": "Asia/Almaty",
    }
    event = Event.objects.create(
        **published(slug, **times, **in_three("title", f"Synthetic forum of {count} sessions"))
    )
    made = make_sessions(event, count, make_rooms(slug, ROOMS[count]), chance)
    make_speakers(made, make_people(slug, count), chance)
    content_version.raise_version()
    search.refresh(type(made[0]), [row.pk for row in made])
    return event


def make_rooms(slug, count):
    from benchmarks.synthetic import in_three
    from places.models import Place, Room

    place = Place.objects.create(slug=f"{slug}-place", country="KZ", **in_three("name", "Synthetic congress hall"))
    return [Room.objects.create(place=place, **in_three("name", f"Hall {number + 1}")) for number in range(count)]


def make_people(slug, count):
    from benchmarks.synthetic import named, published
    from people.models import Person

    public = {"is_public": True, "consented_on": BEGIN.date()}
    rows = [
        Person(**published(f"{slug}-person-{number}", **public, **named(f"Synthetic Person {number}")))
        for number in range(count)
    ]
    return Person.objects.bulk_create(rows)


def make_sessions(event, count, rooms, chance):
    from benchmarks.synthetic import THEMES, in_three, published
    from events.models import Session, SessionTag

    rows = []
    for number in range(count):
        block, room = divmod(number, len(rooms))
        day, slot = block % DAYS, block // DAYS
        start = BEGIN + datetime.timedelta(days=day, minutes=105 * slot)
        title = f"Synthetic session {number} on {chance.choice(THEMES)}, and what comes of it in the districts"
        told = {**in_three("title", title), **in_three("track", TRACKS[room % len(TRACKS)])}
        told |= in_three("abstract", "Synthetic. Who does what, with whom, by when, and how anybody can check it.")
        told |= {"languages": [chance.choice(("kk", "ru"))], "interpretation": ["en"], "kind": chance.choice(KINDS)}
        told |= {"starts_at": start, "ends_at": start + datetime.timedelta(minutes=chance.choice(MINUTES))}
        rows.append(
            Session(**published(f"{event.slug}-{number}", event=event, room=rooms[room], code=f"{number}", **told))
        )
    made = Session.objects.bulk_create(rows)
    tags = [SessionTag(session=row, goal_id=goal) for row in made for goal in chance.sample(range(1, 18), 2)]
    SessionTag.objects.bulk_create(tags)
    return made


KINDS = ("panel", "workshop", "roundtable", "keynote")


def make_speakers(sessions, people, chance):
    from events.models import Appearance

    Appearance.objects.bulk_create(
        Appearance(session=row, person=person, position=place, role="speaker" if place else "moderator")
        for row in sessions
        for place, person in enumerate(chance.sample(people, SPEAKERS))
    )


if __name__ == "__main__":
    main()
