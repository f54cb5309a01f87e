"""How long pictures, registers and threads take in the database of DATABASE_URL, just after a change and kept.

    python -m benchmarks.picture_pages 18000 3000 6000 20000 400

Adds what is missing of that many invented organisations, partnerships, commitments, reports and contributions to a review,
then asks for each address in this process, without server, and prints {name: {cold, processor, kept, queries, bytes}} as
JSON on its last line: milliseconds of the fastest of ROUNDS. benchmarks/pictures.py sets two sizes side by side.
"""

import json
import sys
import time

import django

from benchmarks.synthetic import make_organisations, make_partnerships, settle

ROUNDS = 7
REVIEW = "kz-2022"  # of the sample content
WORDS = ("organisations", "partnerships", "commitments", "reports", "contributions")
# What readers and programs ask for; {group} is the slug of a group.
PAGES = {
    "goals x countries": "/en/pictures/goals/",
    "goals x regions": "/en/pictures/goals/?by=region",
    "goals x groups": "/en/pictures/goals/?by=group",
    "goals x countries, partnerships": "/en/pictures/goals/?count=partnerships",
    "goals x regions, partnerships": "/en/pictures/goals/?count=partnerships&by=region",
    "goals x countries, commitments": "/en/pictures/goals/?count=commitments",
    "goals x regions, commitments": "/en/pictures/goals/?count=commitments&by=region",
    "goals x countries, money": "/en/pictures/goals/?count=money&currency=KZT",
    "targets of goal 3 x countries": "/en/pictures/goals/?goal=3",
    "targets of goal 3 x groups, commitments": "/en/pictures/goals/?goal=3&by=group&count=commitments",
    "gaps": "/en/pictures/gaps/?country=KZ",
    "gaps of goal 6": "/en/pictures/gaps/?country=KG&goal=6",
    "groups": "/en/pictures/groups/",
    "groups: one of them": "/en/pictures/groups/?group={group}",
    "network": "/en/pictures/network/",
    "network: of a goal and country": "/en/pictures/network/?goal=6&country=KZ",
    "network: since 2025": "/en/pictures/network/?since=2025",
    "network: organisations": "/en/pictures/network/?by=organisation",
    "network: regions": "/en/pictures/network/?by=region",
    "network: goals": "/en/pictures/network/?by=goal",
    "network as CSV": "/en/pictures/network.csv",
    "commitments by goal": "/en/pictures/commitments/",
    "commitments by event": "/en/pictures/commitments/?by=event",
    "commitments by goal, one country": "/en/pictures/commitments/?country=KZ",
    "finder": "/en/partner-finder/?goal=6&country=KZ&group={group}",
    "finder: API": "/api/v1/partner-finder/?goal=6&country=KZ&group={group}",
    "register of commitments": "/en/commitments/",
    "register: overdue": "/en/commitments/?progress=overdue",
    "register: of a goal and country": "/en/commitments/?goal=3&country=KZ",
    "register: API": "/api/v1/commitments/?progress=overdue",
    "partnerships": "/en/partnerships/",
    "partnerships by status": "/en/partnerships/?sort=status",
    "partnerships: three choices": "/en/partnerships/?goal=3&country=KZ&status=running",
    "partnerships: API": "/api/v1/partnerships/",
    "review: figures": "/en/reviews/kz-2022/figures/",
    "thread of a review": "/en/reviews/kz-2022/",
    "goal 3": "/en/goals/3/",
    "home": "/en/",
}


def main(*sizes):
    django.setup()
    fill(**dict(zip(WORDS, sizes, strict=True)))
    print(json.dumps({name: measure(address) for name, address in addresses().items()}))


def fill(*, organisations, contributions, **counts):
    make_organisations(organisations)
    make_partnerships(**counts)
    contribute(contributions)
    settle()


def contribute(count):
    """Give the review so many contributions, each by another organisation, for two goals; some led to a commitment."""
    from django.utils import timezone

    from events.synthetic import published
    from partnerships.models import Commitment
    from people.models import Organisation
    from reviews.models import Contribution, ContributionTag, NationalReview

    review, commitments = NationalReview.objects.get(slug=REVIEW), list(Commitment.objects.order_by("pk")[:count])
    known = set(Contribution.objects.values_list("slug", flat=True))
    agreed = {"review": review, "consent": True, "consented_at": timezone.now(), "text_en": "Synthetic. What we did."}
    rows = []
    for number, organisation in enumerate(Organisation.objects.published().order_by("pk")[:count]):
        led_to = commitments[number] if number % 5 == 0 else None
        fields = {"organisation": organisation, "number": 1_000 + number, "led_to": led_to, **agreed}
        row = Contribution(**published(f"synthetic-contribution-{number}", **fields))
        if row.slug not in known:
            rows.append(row)
    Contribution.objects.bulk_create(rows)
    tags = [ContributionTag(contribution=row, goal_id=goal) for row in rows for goal in (row.number % 16 + 1, 17)]
    ContributionTag.objects.bulk_create(tags)


def addresses():
    """Return {name: address} of PAGES, and of the pages of what has the most hanging on it."""
    from people.models import Group

    group = Group.objects.order_by("slug").first().slug
    return {name: address.format(group=group) for name, address in PAGES.items()} | threads()


def threads():
    """Return {name: address} of the pages of what has the most hanging on it."""
    from django.db.models import Count

    from events.models import Session
    from partnerships.models import Commitment, Partnership

    def fullest(model, relation):
        rows = model.objects.published().annotate(number=Count(relation)).order_by("-number", "pk")
        return rows.first().get_absolute_url()

    return {
        "thread of a session": fullest(Session, "commitments"),
        "thread of a commitment": fullest(Commitment, "reports"),
        "thread of a partnership": fullest(Partnership, "commitments"),
    }


def measure(address):
    """Return {cold, processor, kept: milliseconds; queries of the cold one; bytes} of a page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from publishing import content_version

    client = Client(HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO="https", HTTP_ACCEPT_LANGUAGE="en")
    if (status := client.get(address).status_code) != 200:
        sys.exit(f"{address} answered {status}.")
    cold, kept = [], []
    for _round in range(ROUNDS):
        content_version.raise_version()
        cold.append(spent(client, address))
        kept.append(spent(client, address))
    content_version.raise_version()
    with CaptureQueriesContext(connection) as queries:
        body = client.get(address).getvalue()
    wall, processor = (min(column) for column in zip(*cold, strict=True))
    return {
        "cold": wall, "processor": processor, "kept": min(kept)[0], "queries": len(queries), "bytes": len(body)
    }  # fmt: skip


def spent(client, address):
    """Return milliseconds of the clock and of this process's processor for one request."""
    wall, processor = time.perf_counter(), time.process_time()
    client.get(address).getvalue()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - processor)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
