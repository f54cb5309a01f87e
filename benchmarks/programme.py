"""What the pages of a programme cost in the database of DATABASE_URL: of 30 sessions and of 300, side by side.

    python -m benchmarks.programme

Adds two invented events where they are missing: 30 sessions, 30 people and 5 rooms, and 300 sessions, 300 people and 20
rooms, each over three days. Then asks for each page in this process, without server or page cache, and prints its weight
(as it is and compressed), its queries and the fastest of ROUNDS requests. Set PAGE_CACHE_SECONDS=0.
"""

import datetime
import gzip

import django

from benchmarks.synthetic import settle
from benchmarks.timing import timed

ROUNDS = 7
SIZES = (30, 300)
BEGIN = datetime.datetime(2026, 10, 5, 4, tzinfo=datetime.UTC)  # 9 in the morning in Almaty
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
    events = {sessions: event_of(sessions) for sessions in SIZES}
    settle()
    print(f"\nProgrammes of {' and of '.join(map(str, SIZES))} sessions\n{HEADING}")
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
    from events.synthetic import make_forum

    return make_forum(slug=f"synthetic-programme-{sessions}", sessions=sessions, begins_at=BEGIN)


if __name__ == "__main__":
    main()
