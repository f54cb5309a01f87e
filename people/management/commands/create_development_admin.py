import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

EMAIL = "admin@example.org"  # RFC 2606: no mail ever arrives there


class Command(BaseCommand):
    """Make the administrator of a development portal, with a random password that is made once and kept in a file.

    Refused where DEBUG is off. A second run, or a run on another database, gives the account the password of the file.
    """

    help = "Make an administrator for development, and say how to sign in. Refused where DEBUG is off."

    def add_arguments(self, parser):
        parser.add_argument(
            "--password-file",
            type=Path,
            default=settings.BASE_DIR / "var" / "development-admin.txt",
            help="Where the password is kept, readable by nobody else. Default: %(default)s",
        )

    def handle(self, *, password_file, **options):
        if not settings.DEBUG:
            raise CommandError("DEBUG is off: a development administrator has no place here. Use createsuperuser.")
        password = kept_password(password_file)
        users = get_user_model().objects
        user = users.filter(email=EMAIL).first()
        if user is None:
            users.create_superuser(email=EMAIL, password=password)
        elif not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        self.stdout.write(f"Sign in as {EMAIL} with the password {password} (kept in {password_file})")


def kept_password(path):
    """Return the password in the file at `path`; make both first if there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12) + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()
