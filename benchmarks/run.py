"""Print requests per second, median and p99 latency of the main pages, beside the reference figures.

    python -m benchmarks.run [--seconds 5] [--connections 4] [--database sqlite]

For each database: a new one with the sample content and synthetic rows (benchmarks/synthetic.py), gunicorn with two
sync workers in production settings, one process of load on the same machine; first with the page cache, then without.
DATABASE_URL, if set, names a PostgreSQL server to use alone: a database is made there and dropped afterwards.
"""

import argparse
import json
import subprocess
import sys

from benchmarks import server
from benchmarks.reference import PAGES

HEADING = (
    f"{'page':<22} {'cache':<5} {'req/s':>7} {'median ms':>10} {'p99 ms':>8} {'plain':>6} {'ratio':>7} {'possible':>9}"
)
CACHES = {"warm": "3600", "cold": "0"}


def main():
    arguments = parse()
    failures = []
    with server.portals(arguments.database) as portals:
        for name, environment in portals.items():
            print(f"\n=== {name}: filling the database …", flush=True)
            server.fill(environment)
            print(HEADING)
            for cache, seconds in CACHES.items():
                with server.running({**environment, "PAGE_CACHE_SECONDS": seconds}) as port:
                    failures += measure_pages(name, cache, port, arguments)
            server.run(environment, "-m", "benchmarks.plain_drf", quietly=False)
            server.run({**environment, "PAGE_CACHE_SECONDS": "0"}, "-m", "benchmarks.programme", quietly=False)
    print("\nplain, possible: requests per second, see benchmarks/reference.py; ratio: ours to plain. No compression.")
    return "\n".join(failures) or 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5, help="how long each page is measured (default 5)")
    parser.add_argument("--connections", type=int, default=4, help="connections at a time (default 4)")
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="only this one (default: both)")
    return parser.parse_args()


def measure_pages(database, cache, port, arguments):
    """Print a line for each page and return a sentence for each that did not always answer 200."""
    failures = []
    for page in PAGES:
        measure(port, page.path, 1, arguments.connections)  # warms up both workers, their caches and connections
        found = measure(port, page.path, arguments.seconds, arguments.connections)
        print(line(page, cache, found, page.postgres if database == "PostgreSQL" else page.sqlite), flush=True)
        if found["failures"]:
            failures.append(f"{page.path} answered {found['failures']} on {database}.")
    return failures


def measure(port, path, seconds, connections):
    command = [sys.executable, "-m", "benchmarks.load", str(port), path, str(seconds), str(connections)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def line(page, cache, found, reference):
    speed, plain, possible = found["per_second"], reference.plain, reference.possible
    times = f"{speed:>7.0f} {found['median_ms']:>10.1f} {found['p99_ms']:>8.1f}"
    ratio = f"{speed / plain:.1f}x" if plain else "–"
    return f"{page.name:<22} {cache:<5} {times} {plain or '–':>6} {ratio:>7} {possible or '–':>9}"


if __name__ == "__main__":
    sys.exit(main())
