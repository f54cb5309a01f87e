"""Print what a registry of 18,000 and of 180,000 organisations costs, side by side, on both databases.

    python -m benchmarks.registry [--database sqlite] [--small 18000] [--large 180000]

For each database: a new one, filled to the smaller size, the pages and API lists of the directory (benchmarks/directory.py)
and an import beside a bare bulk_create (benchmarks/imports.py); then filled to the larger size, the pages again, and the
exports of both sizes (benchmarks/exports.py). Invented organisations are made at some 500 a second.
"""

import argparse
import json
import subprocess
import sys

from benchmarks import server

HEADING = f"{'page':<32} {'small ms':>9} {'large ms':>9} {'ratio':>6} {'queries':>8}"
MOST_TIMES, MOST_QUERIES = 1.5, 20


def main():
    arguments = parse()
    with server.portals(arguments.database) as portals:
        for name, environment in portals.items():
            print(f"\n=== {name}: {arguments.small} and {arguments.large} organisations", flush=True)
            measure(environment, arguments)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="only this one (default: both)")
    parser.add_argument("--small", type=int, default=18_000, help="rows of the smaller registry (default 18000)")
    parser.add_argument("--large", type=int, default=180_000, help="rows of the larger one (default 180000)")
    return parser.parse_args()


def measure(environment, arguments):
    environment = {**environment, "PAGE_CACHE_SECONDS": "0"}
    server.prepare(environment)
    small = pages(environment, arguments.small)
    server.run(environment, "-m", "benchmarks.imports", "--rows", str(arguments.small), quietly=False)
    large = pages(environment, arguments.large)
    print(HEADING)
    for name in small:
        print(line(name, small[name], large[name]), flush=True)
    exported = [str(arguments.small), str(arguments.large)]
    server.run(environment, "-m", "benchmarks.exports", "--rows", *exported, quietly=False)


def pages(environment, rows):
    """Return what benchmarks.directory measures with `rows` organisations."""
    command = [sys.executable, "-m", "benchmarks.directory", "--rows", str(rows)]
    done = subprocess.run(command, cwd=server.ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def line(name, small, large):
    """Return the row of a page; a ratio or a number of queries above its bound is marked with !."""
    ratio, queries = large["ms"] / small["ms"], max(small["queries"], large["queries"])
    marks = "!" if ratio > MOST_TIMES or queries >= MOST_QUERIES else ""
    return f"{name:<32} {small['ms']:>9.1f} {large['ms']:>9.1f} {ratio:>6.2f} {queries:>8}{marks}"


if __name__ == "__main__":
    main()
