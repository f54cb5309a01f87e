"""Run the whole suite on SQLite, what asks for a database again on PostgreSQL, and say in one line what was left out.

    python -m tools.run_tests [arguments for pytest]

PostgreSQL is the server of TEST_POSTGRES_URL if that answers, else a temporary one from the machine's own programs. A
DATABASE_URL in the environment replaces both databases by that one. With CI=true leaving anything out is a failure.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg

from tests.browser.chromium import find_chromium
from tests.browser.ical_js import PATH as ICAL_JS
from tools.temporary_postgres import find_programs, temporary_postgres

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in ("1", "true")
# Each process has a database and perhaps a browser of its own; more of them cost more than they bring.
# What only a browser shows, or what asks for no database, is the same on either (docs/decisions/0024).
AGAIN = ["--again"]
NOTHING_CHOSEN = 5  # pytest's exit status where all that was asked for is left out
PROCESSES = ["--numprocesses=auto", "--maxprocesses=8", "--dist=worksteal"]


def main(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    fetch_from_npm()
    left_out = missing_programs()
    chosen = os.environ.get("DATABASE_URL")
    with ExitStack() as stack:
        if chosen and not CI:
            failed = not run_suite("the database of DATABASE_URL", chosen, arguments)
            left_out.append("every other database than that of DATABASE_URL")
        else:
            failed = not run_suite("SQLite", None, arguments)
            address = postgres_address(stack)
            if address:
                failed |= not run_suite("PostgreSQL", address, [*AGAIN, *arguments], (0, NOTHING_CHOSEN))
            else:
                left_out.append("PostgreSQL (apt-get install postgresql, or set TEST_POSTGRES_URL)")
    print(summary(left_out))
    return int(failed or (CI and bool(left_out)))


def fetch_from_npm():
    """Fetch what package.json names, once, where there is npm."""
    if shutil.which("npm") and not ICAL_JS.exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=ROOT, check=True)


def missing_programs():
    """Return what the tests leave out by themselves because a program is missing."""
    left_out = []
    if find_chromium() is None:
        left_out.append("the browser tests (apt-get install chromium)")
    if not ICAL_JS.exists():
        left_out.append("calendars read by ical.js (apt-get install npm)")
    if shutil.which("xgettext") is None:
        left_out.append("the search for untranslated words (apt-get install gettext)")
    return left_out


def run_suite(name, address, arguments, passing=(0,)):
    """Run pytest on the database at `address` (None: a new SQLite file). Tells whether its status is one of `passing`."""
    print(f"\n=== {name} ===", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if address:
        environment["DATABASE_URL"] = address
    command = [sys.executable, "-m", "pytest", *PROCESSES, *arguments]
    with tempfile.TemporaryDirectory(prefix="kopir-suite-", ignore_cleanup_errors=True) as scratch:
        process = subprocess.Popen(command, cwd=ROOT, env={**environment, "TMPDIR": scratch})
        try:
            return process.wait() in passing
        except BaseException as error:
            # Let pytest put its databases away before the server goes. Ctrl-C has reached it already, SIGTERM has not.
            if not isinstance(error, KeyboardInterrupt):
                process.send_signal(signal.SIGINT)
            process.wait()
            raise


def postgres_address(stack):
    """Return the address of a PostgreSQL server, starting one in `stack` if need be; None if there is none."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given and answers(given):
        return given
    programs = find_programs()
    return stack.enter_context(temporary_postgres(programs)) if programs else None


def answers(address):
    try:
        psycopg.connect(address, dbname="postgres", connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"TEST_POSTGRES_URL does not answer: {error}", file=sys.stderr)
        return False
    return True


def summary(left_out):
    if not left_out:
        return "Nothing was left out: everything on SQLite, and on PostgreSQL all that asks for a database."
    sentence = f"Left out: {'; '.join(left_out)}."
    return f"{sentence} CI leaves out nothing, so this is a failure." if CI else sentence


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
