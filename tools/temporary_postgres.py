"""A PostgreSQL server for one run: in a temporary directory, on a socket there, gone afterwards. Never a service."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Its data is thrown away, so nothing waits for the disk. Its tables are small and never analysed: a query that is taken for
# a large one would be compiled for longer than it runs.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off -c max_connections=50"


def find_programs():
    """Return the newest directory with PostgreSQL's server programs, or None."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    programs = ("postgres", "initdb", "pg_ctl")
    return next((folder for folder in folders + debian if all((folder / name).exists() for name in programs)), None)


@contextmanager
def temporary_postgres(programs):
    """Start a server from the directory `programs`, give its DATABASE_URL, stop and remove it at the end."""
    home = Path(tempfile.mkdtemp(prefix="kopir-pg-"))
    account = unprivileged_account()
    if account:
        os.chown(home, account.pw_uid, account.pw_gid)
    data = home / "data"

    def call(program, *arguments):
        run_as(account, home, [programs / program, "-D", data, *arguments])

    try:
        locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        call("initdb", "--no-sync", "--auth=trust", "--username=kopir", "--encoding=UTF8", f"--locale={locale}")
        settings = f"{FAST} -c listen_addresses='' -c unix_socket_directories='{home}'"
        call("pg_ctl", "start", "--wait", f"--log={home / 'log'}", f"--options={settings}")
        try:
            yield f"postgres://kopir@/postgres?host={quote(str(home))}"
        finally:
            call("pg_ctl", "stop", "--mode=immediate", "--silent")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def unprivileged_account():
    """PostgreSQL refuses to run as root: return another account if we are root, else None."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def run_as(account, home, command):
    """Run `command` as `account` (None: as ourselves), quietly. Raises RuntimeError with its output if it fails.

    A session of its own keeps Ctrl-C away from it: the server is stopped by us, after the tests have finished.
    """
    change = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    with (home / "output").open("w+") as output:
        # A file, not a pipe: the server inherits it and would keep a pipe open.
        result = subprocess.run(
            command, cwd=home, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True, check=False, **change,
        )  # fmt: skip
        if result.returncode:
            output.seek(0)
            raise RuntimeError(f"{Path(command[0]).name} failed: {output.read()}")
