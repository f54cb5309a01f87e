"""Fill the database of DATABASE_URL with made-up rows to measure on; "Synthetic" stands in every name.

    python -m benchmarks.synthetic

18,000 organisations are Kazakhstan's active registered NGOs of April 2023 (18,204) in round numbers; an event of 30
sessions is a forum of one day, one of 300 the size at which DESIGN §7 measured its peer.
"""

import datetime
import random

import django

ORGANISATIONS = 18_000
SLUG = "synthetic-organisation"
PEOPLE = 600
SESSIONS = {"synthetic-forum": 30, "synthetic-congress": 300}
SPEAKERS_PER_SESSION = 3
TAGS_PER_ORGANISATION = 3
BEGIN = datetime.datetime(2026, 10, 5, 4, tzinfo=datetime.UTC)
BATCH = 1000
CHANCE = random.Random(7)  # the same rows in every run


def main():
    django.setup()
    from publishing import content_version

    organisations = make_organisations()
    people = make_people()
    for slug, sessions in SESSIONS.items():
        make_event(slug, sessions, organisations, people)
    content_version.raise_version()


def make_organisations():
    from events.synthetic import THEMES, in_three, named, published
    from people.models import Organisation, OrganisationTag

    rows = []
    for number in range(ORGANISATIONS):
        theme = CHANCE.choice(THEMES)
        name = named(f"Synthetic {theme} union {number}")
        text = in_three("description", f"Synthetic. Works on {theme} in the districts, since a long time ago.")
        country = CHANCE.choice(("KZ", "KG", "TJ", "TM", "UZ"))
        slug = f"{SLUG}-{number}"
        rows.append(Organisation(**published(slug, kind="22", country=country, status="active", **name, **text)))
    made = Organisation.objects.bulk_create(rows, batch_size=BATCH)
    tags = [
        OrganisationTag(organisation=row, goal_id=goal)
        for row in made
        for goal in CHANCE.sample(range(1, 18), TAGS_PER_ORGANISATION)
    ]
    OrganisationTag.objects.bulk_create(tags, batch_size=BATCH)
    return made


def make_people():
    from events.synthetic import named, published
    from people.models import Person

    rows = []
    for number in range(PEOPLE):
        name = named(f"Synthetic Person {number}")
        rows.append(
            Person(**published(f"synthetic-person-{number}", is_public=True, consented_on=BEGIN.date(), **name))
        )
    return Person.objects.bulk_create(rows, batch_size=BATCH)


def make_event(slug, sessions, organisations, people):
    from events.models import Event, EventOrganisation, EventTag
    from events.synthetic import in_three, published

    days = datetime.timedelta(days=sessions // 30)
    title = in_three("title", f"Synthetic {slug.removeprefix('synthetic-')} on water")
    times = {"starts_at": BEGIN, "ends_at": BEGIN + days, "timezone": "Asia/Almaty"}
    event = Event.objects.create(**published(slug, **times, **title))
    EventOrganisation.objects.create(event=event, organisation=organisations[0])
    EventTag.objects.create(event=event, goal_id=6)
    make_sessions(event, sessions, organisations, people)


def make_sessions(event, count, organisations, people):
    from events.models import Appearance, Session, SessionTag
    from events.synthetic import THEMES, in_three, published

    rows = []
    for number in range(count):
        text = {
            **in_three("title", f"Synthetic session {number} on {CHANCE.choice(THEMES)}"),
            **in_three("abstract", "Synthetic. Who does what, with whom, by when, and how anybody can check it."),
        }
        start = BEGIN + datetime.timedelta(days=number // 30, minutes=20 * (number % 30))
        times = {"starts_at": start, "ends_at": start + datetime.timedelta(minutes=20)}
        rows.append(Session(**published(f"{event.slug}-{number}", event=event, code=f"S{number}", **times, **text)))
    made = Session.objects.bulk_create(rows, batch_size=BATCH)
    Appearance.objects.bulk_create(
        [
            Appearance(session=row, person=person, position=place, organisation=CHANCE.choice(organisations))
            for row in made
            for place, person in enumerate(CHANCE.sample(people, SPEAKERS_PER_SESSION))
        ],
        batch_size=BATCH,
    )
    SessionTag.objects.bulk_create([SessionTag(session=row, goal_id=CHANCE.randrange(1, 18)) for row in made])


if __name__ == "__main__":
    main()
