"""The portal as it runs in production, on a free port of this machine."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import databases

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
PATIENCE = 60  # seconds for the server to answer


@contextmanager
def portals(wanted):
    """Give {name of a database: environment of a portal on it}, all new and gone afterwards.

    `wanted` is "sqlite", "postgres" or None for both; DATABASE_URL, if set, names a PostgreSQL server to use alone.
    """
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kopir-bench-")))
        chosen = databases.choose(wanted, scratch, stack, os.environ.get("DATABASE_URL"))
        yield {name: environment(scratch, address) for name, address in chosen.items()}


def environment(scratch, address):
    """Return the environment of a production portal on the database at `address`, with its files in `scratch`."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": address,
        "DEBUG": "0",
        "SITE_URL": "https://localhost",
        "ALLOWED_HOSTS": "localhost",
        "BEHIND_PROXY": "1",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "STATIC_ROOT": str(scratch / "static"),
        "MEDIA_ROOT": str(scratch / "media"),
        "PRIVATE_MEDIA_ROOT": str(scratch / "private"),
        # One client asks for everything here, which is just what the limits are against.
        "API_RATE_ANONYMOUS": "10000000/min",
        "LOG_LEVEL": "ERROR",
    }


def prepare(env):
    """Make the tables, the static files and the sample content."""
    run(env, "manage.py", "migrate", "--verbosity=0")
    run(env, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    run(env, "manage.py", "load_sample")


def fill(env):
    """Make the tables, the static files, the sample content, the synthetic rows and the search index."""
    prepare(env)
    run(env, "-m", "benchmarks.synthetic")
    run(env, "manage.py", "rebuild_search")


def run(env, *arguments, quietly=True):
    stdout = subprocess.DEVNULL if quietly else None
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=True, stdout=stdout)


@contextmanager
def running(env):
    """Run gunicorn with two sync workers, give its port, and stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--workers={WORKERS}", f"--bind=127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--log-level=error"], cwd=ROOT, env=env)
    try:
        wait_until_it_answers(process, port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_until_it_answers(process, port):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            sys.exit("gunicorn did not start.")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"gunicorn did not answer within {PATIENCE} seconds.")
