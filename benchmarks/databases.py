"""Databases to measure on: new, and gone afterwards."""

import secrets
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from tools.temporary_postgres import find_programs, temporary_postgres


def choose(wanted, scratch, stack, given):
    """Return {name: DATABASE_URL} of new databases that live as long as `stack`.

    `wanted` is "sqlite", "postgres" or None for both; `given` the address of a PostgreSQL server to use alone, or None.
    """
    chosen = {}
    if wanted != "postgres" and not given:
        chosen["SQLite"] = f"sqlite:///{scratch / 'bench.sqlite3'}"
    if wanted != "sqlite":
        programs = find_programs()
        if given and urlsplit(given).scheme not in ("postgres", "postgresql"):
            sys.exit("DATABASE_URL must be a PostgreSQL server here; without it SQLite is measured too.")
        if given:
            chosen["PostgreSQL"] = stack.enter_context(scratch_database(given))
        elif programs:
            chosen["PostgreSQL"] = stack.enter_context(temporary_postgres(programs))
        else:
            print("Left out: PostgreSQL (apt-get install postgresql, or set DATABASE_URL).")
    return chosen


@contextmanager
def scratch_database(server):
    """Make a database on the server of the address `server`, give its address, and drop it at the end."""
    name = f"kopir_bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
