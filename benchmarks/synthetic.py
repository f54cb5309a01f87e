"""Fill the database of DATABASE_URL with made-up rows to measure on; "synthetic" stands in every name.

    python -m benchmarks.synthetic

18,000 organisations are Kazakhstan's active registered NGOs of April 2023 (18,204) in round numbers; the events are those of
`make_forum`, with 30 sessions and with 300, the size at which DESIGN §7 measured its peer; the partnerships those of
`make_partnerships`.
"""

import datetime

import django

ORGANISATIONS = 18_000
PARTNERSHIPS = {"partnerships": 3_000, "commitments": 6_000, "reports": 20_000}
SESSIONS = {"synthetic-forum": 30, "synthetic-congress": 300}
BEGIN = datetime.datetime(2026, 10, 5, 4, tzinfo=datetime.UTC)
SEED = 1  # the same rows in every run


def main():
    django.setup()
    from events.synthetic import make_forum
    from publishing import content_version

    make_organisations(ORGANISATIONS)
    for slug, sessions in SESSIONS.items():
        make_forum(slug=slug, sessions=sessions, begins_at=BEGIN)
    make_partnerships(**PARTNERSHIPS)
    content_version.raise_version()


def make_organisations(count):
    """Make what lacks to so many invented organisations, with all that belongs to them and every index of them."""
    from tqdm import tqdm

    from registry.synthetic.writing import make_registry

    with tqdm(total=count, unit="row", disable=None) as bar:
        make_registry(count, SEED, bar.update)
    settle()


def make_partnerships(**counts):
    """Make what lacks to so many invented partnerships, commitments and reports."""
    from django.utils import timezone
    from tqdm import tqdm

    from partnerships.synthetic.writing import Wanted, make_partnerships

    with tqdm(total=counts["partnerships"] + counts["commitments"], unit="row", disable=None) as bar:
        make_partnerships(Wanted(**counts), seed=SEED, day=timezone.localdate(), progress=bar.update)
    settle()


def settle():
    """Tell PostgreSQL how many rows there are, which it finds out by itself only some time later."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
