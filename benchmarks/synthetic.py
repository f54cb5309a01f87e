"""Fill the database of DATABASE_URL with made-up rows to measure on; "Synthetic" stands in every name.

    python -m benchmarks.synthetic

18,000 organisations are Kazakhstan's active registered NGOs of April 2023 (18,204) in round numbers; the events are those of
`make_forum`, with 30 sessions and with 300, the size at which DESIGN §7 measured its peer; the partnerships those of
`make_partnerships`.
"""

import datetime
import random

import django

ORGANISATIONS = 18_000
SLUG = "synthetic-organisation"
PARTNERSHIPS = {"partnerships": 3_000, "commitments": 6_000, "reports": 20_000}
SESSIONS = {"synthetic-forum": 30, "synthetic-congress": 300}
TAGS_PER_ORGANISATION = 3
BEGIN = datetime.datetime(2026, 10, 5, 4, tzinfo=datetime.UTC)
BATCH = 1000
CHANCE = random.Random(7)  # the same rows in every run


def main():
    django.setup()
    from django.utils import timezone

    from events.synthetic import make_forum
    from partnerships.synthetic.writing import Wanted, make_partnerships
    from publishing import content_version

    make_organisations()
    for slug, sessions in SESSIONS.items():
        make_forum(slug=slug, sessions=sessions, begins_at=BEGIN)
    make_partnerships(Wanted(**PARTNERSHIPS), seed=1, day=timezone.localdate())
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


if __name__ == "__main__":
    main()
