"""Print what pictures, registers and threads cost with 3,000 partnerships and with a tenth of them, on both databases.

    python -m benchmarks.pictures [--database sqlite] [--small 1] [--large 10]

For each database: a new one with the sample content, filled to `--small` times TENTH and its pages asked for
(benchmarks/picture_pages.py), then filled to `--large` times TENTH and the pages again, and all of it written for IATI
(benchmarks/iati.py). *Cold* is a page as its first reader
gets it after something has changed, *kept* as all others do; *processor* is what this process spends on the cold one,
whatever else the machine does: with SQLite all of it, with PostgreSQL without what its server spends.
"""

import argparse
import json
import subprocess
import sys

from benchmarks import server

# Invented organisations, partnerships, commitments, progress reports and contributions to a review.
TENTH = (1_800, 300, 600, 2_000, 40)
MOST_QUERIES = 20  # which no page may reach
HEADING = (
    f"{'page':<40} {'cold ms: small, large, ratio':>28} {'processor: small, large, ratio':>30} {'kept ms':>8} "
    f"{'queries':>11} {'KB':>6}"
)


def main():
    arguments = parse()
    with server.portals(arguments.database) as portals:
        for name, environment in portals.items():
            small, large = (TENTH[1] * times for times in (arguments.small, arguments.large))
            print(f"\n=== {name}: {small} and {large} partnerships", flush=True)
            measure(environment, arguments)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="only this one (default: both)")
    parser.add_argument("--small", type=int, default=1, help="how many tenths of 3,000 partnerships (default 1)")
    parser.add_argument("--large", type=int, default=10, help="how many beside them (default 10)")
    return parser.parse_args()


def measure(environment, arguments):
    environment = {**environment, "PAGE_CACHE_SECONDS": "3600"}
    server.prepare(environment)
    small, large = (pages(environment, times) for times in (arguments.small, arguments.large))
    print(HEADING)
    for name in small:
        print(line(name, small[name], large[name]), flush=True)
    server.run(environment, "-m", "benchmarks.iati", quietly=False)


def pages(environment, times):
    """Return what benchmarks.picture_pages measures with `times` TENTH."""
    command = [sys.executable, "-m", "benchmarks.picture_pages", *(str(times * rows) for rows in TENTH)]
    done = subprocess.run(command, cwd=server.ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def line(name, small, large):
    """Return the row of a page; queries that reach the bound are marked with !."""
    queries = f"{small['queries']:>4} {large['queries']:>4}"
    mark = "!" if max(small["queries"], large["queries"]) >= MOST_QUERIES else " "
    cold, processor = (
        f"{small[of]:.1f} {large[of]:>8.1f} {large[of] / small[of]:>6.2f}" for of in ("cold", "processor")
    )
    return (
        f"{name:<40} {cold:>28} {processor:>30} {large['kept']:>8.2f} {queries:>10}{mark} {large['bytes'] / 1024:>6.0f}"
    )


if __name__ == "__main__":
    main()
