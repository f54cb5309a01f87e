"""Serve the portal for development: migrate, load the sample content into an empty database, say how to sign in.

DEBUG is on unless the environment or .env says otherwise; with DEBUG off gunicorn serves, and no administrator is made.
"""

import os
import re
import socket
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError

ROOT = Path(__file__).resolve().parent.parent


def main():
    port = os.environ.get("PORT") or "8000"
    check_port(port)
    set_up_django(port)
    prepare_database()
    from django.conf import settings

    print(f"\n{settings.SITE_NAME}: http://127.0.0.1:{port}/  (Ctrl-C stops it)", flush=True)
    if settings.DEBUG:
        tell_how_to_sign_in(port)
    sys.stdout.flush()
    server = development_server(port) if settings.DEBUG else production_server(port)
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, *server])


def check_port(port):
    """Exit with a sentence unless `port` is a free port of this machine."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}): make run PORT=8001 takes another.")


def set_up_django(port):
    env_file = ROOT / ".env"
    chosen_in_file = env_file.exists() and re.search(r"^\s*(export\s+)?DEBUG\s*=", env_file.read_text(), re.MULTILINE)
    if "DEBUG" not in os.environ and not chosen_in_file:
        os.environ["DEBUG"] = "1"
        os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def prepare_database():
    from events.models import Event

    try:
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        sys.exit(f"The database of DATABASE_URL does not answer: {error}")
    if not Event.objects.exists():
        print("Loading the sample content …", flush=True)
        call_command("load_sample")


def tell_how_to_sign_in(port):
    from django.urls import reverse

    print(f"Staff: http://127.0.0.1:{port}{reverse('admin:index')}", flush=True)
    call_command("create_development_admin")


def development_server(port):
    return ["manage.py", "runserver", f"127.0.0.1:{port}"]


def production_server(port):
    call_command("collectstatic", interactive=False, verbosity=0)
    return ["-m", "gunicorn", "config.wsgi", "--workers=2", f"--bind=127.0.0.1:{port}"]


if __name__ == "__main__":
    main()
