"""The portal's own settings in a fixed environment, so that nobody's .env and no earlier run changes a test."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="kopir-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
STATIC_FOLDER = SCRATCH / "static"
STATIC_FOLDER.mkdir()

# DATABASE_URL alone comes from outside: tools/run_tests.py runs the suite once for each database.
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH / 'unused.sqlite3'}")
os.environ.update(
    {
        "DEBUG": "1",
        "SITE_NAME": "Kopir",
        "SITE_URL": "http://testserver",
        "DATA_LICENCE_NAME": "CC BY 4.0",
        "DATA_LICENCE_URL": "https://creativecommons.org/licenses/by/4.0/",
        "SECRET_KEY": "only-for-tests-and-as-long-as-a-real-one-has-to-be-in-production",
        "ALLOWED_HOSTS": "*",
        "CSRF_TRUSTED_ORIGINS": "",
        "CORS_ALLOWED_ORIGINS": "",
        "LANGUAGE_CODE": "en",
        "CACHE_URL": "locmemcache://tests?max_entries=2000",
        "PAGE_CACHE_SECONDS": "0",
        "EMAIL_URL": "memorymail://",
        "MAIL_FROM": "portal@example.org",
        "STATIC_ROOT": str(STATIC_FOLDER),
        "MEDIA_ROOT": str(SCRATCH / "media"),
        "PRIVATE_MEDIA_ROOT": str(SCRATCH / "originals"),
        "API_RATE_ANONYMOUS": "100000/min",
        "API_RATE_SIGNED_IN": "100000/min",
        "API_RATE_SIGN_IN": "100000/min",
        "REPORT_RATE": "5/hour",
        "REGISTRATION_RATE": "100000/min",
        "FOLLOW_RATE": "100000/min",
        "UNCONFIRMED_FOLLOW_DAYS": "7",
        "PROPOSAL_RATE": "100000/min",
        "SEAT_HELD_MINUTES": "60",
        "PARTICIPANT_DATA_DAYS": "90",
        "ACCOUNTS_OPEN": "1",
        "UNCONFIRMED_ACCOUNT_DAYS": "7",
        "PROGRAMME_IMPORT_HOSTS": "",
        "EXPORT_RATE": "100000/min",
        "IATI_PUBLISHER": "",
        "LOG_LEVEL": "ERROR",
        "BEHIND_PROXY": "0",
        "CONN_MAX_AGE": "0",
    }
)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

# A file, not :memory:, so that threads (live server, tests of locking) have connections of their own as in real life.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A test of the lock-out turns it on; the others sign in as often as they like.
AXES_ENABLED = False
