"""Every setting of the portal, read from the environment once and checked at the start.

`.env.example` lists each variable with its meaning. Where DEBUG is off a missing or wrong value stops the start with a
sentence (django.core.exceptions.ImproperlyConfigured) instead of running half-safe.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def required(name, cast=str, *, in_debug, **options):
    """Return variable `name`; `in_debug` where DEBUG is on. Raises ImproperlyConfigured in production if missing."""
    value = getattr(env, cast.__name__)(name, default=in_debug if DEBUG else cast(), **options)
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment or in .env: .env.example says what it means.")
    return value


# --- What this portal is -----------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SITE_NAME = env.str("SITE_NAME", default="Kopir")
# The licence of what can be taken away: told with every file, beside its link and on the page about open data.
DATA_LICENCE_NAME = env.str("DATA_LICENCE_NAME", default="CC BY 4.0")
DATA_LICENCE_URL = env.str("DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")
SITE_URL = required("SITE_URL", in_debug="http://127.0.0.1:8000").rstrip("/")
SECRET_KEY = required("SECRET_KEY", in_debug="for-development-only-this-key-is-in-the-repository-and-protects-nothing")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", list, in_debug=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if not DEBUG and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured(f"SITE_URL must begin with https:// in production, not {SITE_URL!r}.")
if not DEBUG and (len(SECRET_KEY) < 50 or SECRET_KEY.startswith("for-development")):
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters in production.")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

# modeltranslation stands first so that its fields exist before auditlog looks at a model (both work in ready()).
INSTALLED_APPS = [
    "modeltranslation",
    "config.apps.KopirAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",  # the templates of form widgets, for the renderer below
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "corsheaders",
    "csp",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_standardized_errors",
    "django_tasks",
    "django_tasks_db",
    "publishing",
    "photos",
    "places",
    "goals",
    "people",
    "registry",
    "events",
    "partnerships",
    "knowledge",
    "reviews",
    "portal",
    "auditlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # What stands below it is kept with the page: its policy, its compression and its ETag are not made again.
    "publishing.page_cache.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
            "builtins": ["publishing.templatetags.content"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database and cache ------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'kopir.sqlite3'}")}
# Kept for SQLite too: opening and closing it for each request took ten times as long as a page from the cache.
DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("CONN_MAX_AGE", default=0 if DEBUG else 60))
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Write-ahead log and IMMEDIATE transactions: of 800 transactions by 8 writers 532 failed without, none with.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://kopir?max_entries=2000")}
# How long, in seconds, a page for an anonymous reader may be shown again while nothing changed; what depends on the
# clock ("upcoming") is at most this late. 0 turns the page cache off.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
# Saving one of these changes nothing that a visitor sees.
CONTENT_VERSION_IGNORES = {
    "publishing.ContentVersion",
    "events.Placement",  # a draft, of which no visitor sees anything
    "events.ProgrammeImport",
    "events.ImportedSession",
    "events.ImportedPerson",
    "people.FacetBlock",
    "publishing.FormerSlug",
    "people.User",
    "people.User_groups",
    "people.User_user_permissions",
    "registry.ImportRun",
    "registry.ImportRow",
    "registry.Conflict",
    "registry.IdentifierSetAside",
    "registry.OrganisationKey",
    "registry.Double",
    "registry.Merge",
    "registry.Mistake",
    # A name that may be shown raises the version itself; the number of free seats may be a minute old.
    "events.Registration",
    "events.SessionSeat",
    "events.Answer",
    "events.CheckIn",
    # Seen by their proposers and staff alone; the session that comes of one is a row of its own.
    "events.Proposal",
    "events.ProposalTag",
    "events.ProposedPerson",
    "events.ProposalScore",
    "publishing.KeptAnswer",
    # Who follows what is for nobody to see; what is noticed for them was public before.
    "partnerships.Follower",
    "partnerships.Follow",
    "partnerships.Development",
}

# What takes longer than a reader waits: imports. In production `manage.py db_worker` does it; in development the request
# itself, so that one command is enough.
IMMEDIATE, IN_DATABASE = "django_tasks.backends.immediate.ImmediateBackend", "django_tasks_db.DatabaseBackend"
TASKS = {"default": {"BACKEND": IMMEDIATE if DEBUG else IN_DATABASE}}

# --- Languages and time ------------------------------------------------------------------------------------------

# Content may be written in all of these; the interface is complete in INTERFACE_LANGUAGES.
LANGUAGES = [
    ("kk", _("Kazakh")),
    ("ky", _("Kyrgyz")),
    ("tg", _("Tajik")),
    ("tk", _("Turkmen")),
    ("uz", _("Uzbek")),
    ("ru", _("Russian")),
    ("en", _("English")),
]
INTERFACE_LANGUAGES = ["kk", "ru", "en"]
# Where a word of the interface is missing, Django shows this language; most readers of all five countries know it.
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="ru")
if LANGUAGE_CODE not in INTERFACE_LANGUAGES:
    raise ImproperlyConfigured(f"LANGUAGE_CODE must be one of {', '.join(INTERFACE_LANGUAGES)}, not {LANGUAGE_CODE!r}.")
LANGUAGE_COOKIE_NAME = "language"
# The second holds what the catalogues of Django and REST framework lack.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_stock"]
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": ("ru", "en", "kk", "ky", "tg", "tk", "uz"),
    "en": ("ru", "kk", "ky", "tg", "tk", "uz"),
    "ru": ("en", "kk", "ky", "tg", "tk", "uz"),
}
USE_TZ = True
TIME_ZONE = "UTC"

# --- Registration for events ----------------------------------------------------------------------------------------

# For how many minutes a seat is kept for whoever has not yet confirmed their address.
SEAT_HELD_MINUTES = env.int("SEAT_HELD_MINUTES", default=60)
# How many days after an event the personal data of its participants is deleted; figures stay.
PARTICIPANT_DATA_DAYS = env.int("PARTICIPANT_DATA_DAYS", default=90)

# --- Following by mail ----------------------------------------------------------------------------------------------

# After how many days an address is deleted whose owner confirmed nothing that was to be followed (manage.py send_digests).
UNCONFIRMED_FOLLOW_DAYS = env.int("UNCONFIRMED_FOLLOW_DAYS", default=7)

# --- Programmes from elsewhere ----------------------------------------------------------------------------------------

# The hosts from which staff may have a programme fetched by its address; any other file they send themselves.
PROGRAMME_IMPORT_HOSTS = env.list("PROGRAMME_IMPORT_HOSTS", default=[])

# --- IATI ---------------------------------------------------------------------------------------------------------------

# The identifier, such as KZ-BIN-…, of the organisation that runs the portal: what others report is told at second hand.
IATI_PUBLISHER = env.str("IATI_PUBLISHER", default="")

# --- Files -------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
# The full-size masters of photos: never served (photos.E001 refuses a folder inside MEDIA_ROOT), but worth a backup.
PRIVATE_MEDIA_ROOT = Path(env.str("PRIVATE_MEDIA_ROOT", default=str(BASE_DIR / "var" / "originals")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {"BACKEND": "photos.storage.PrivateStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Uploads: the limits of a photo are in publishing.bitmaps; a request's other fields together may hold this much.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The page of a session with thirty speakers, statements and materials, each in seven languages, has some 1,500.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o644

# --- Safety ------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "people.sign_in.account_of"
AXES_CLIENT_IP_CALLABLE = "people.sign_in.address_of"
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_CALLABLE = "portal.errors.locked_out"
AXES_VERBOSE = False  # no greeting in the log of every process
# The e-mail address is unique in any case of letters, by a constraint that this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
# Only a page with a form to send sets it (docs/decisions/0014); it goes when the browser is closed.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "portal.errors.forged"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"

# --- Accounts for everybody --------------------------------------------------------------------------------------

from config.account_settings import *  # noqa: E402, F403

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
# Whether anybody may sign up; off, administrators make the accounts.
ACCOUNTS_OPEN = env.bool("ACCOUNTS_OPEN", default=True)
# After how many days an account is deleted whose address nobody confirmed (manage.py purge_unconfirmed_accounts).
UNCONFIRMED_ACCOUNT_DAYS = env.int("UNCONFIRMED_ACCOUNT_DAYS", default=7)
MFA_TOTP_ISSUER = SITE_NAME

# --- API ---------------------------------------------------------------------------------------------------------

from config.api_settings import (  # noqa: E402
    DRF_STANDARDIZED_ERRORS,  # noqa: F401
    REST_FRAMEWORK,
    REST_KNOX,  # noqa: F401
    SPECTACULAR_SETTINGS,
)

# What a filter says while nothing is chosen in it.
FILTERS_EMPTY_CHOICE_LABEL = _("Any")
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {
    "anon": env.str("API_RATE_ANONYMOUS", default="120/min"),
    "user": env.str("API_RATE_SIGNED_IN", default="600/min"),
    "sign_in": env.str("API_RATE_SIGN_IN", default="10/min"),
    "report": env.str("REPORT_RATE", default="5/hour"),  # no part of the API, but counted by the same means
    "registration": env.str("REGISTRATION_RATE", default="20/hour"),
    "follow": env.str("FOLLOW_RATE", default="20/hour"),
    "proposal": env.str("PROPOSAL_RATE", default="30/hour"),  # by account; nor is this
    "contribution": env.str("CONTRIBUTION_RATE", default="20/hour"),
    "export": env.str("EXPORT_RATE", default="60/hour"),  # neither is this
}
# Behind a proxy the reader's address is the last one it was told of; without one that header is anybody's invention.
REST_FRAMEWORK["NUM_PROXIES"] = 1 if env.bool("BEHIND_PROXY", default=False) else 0
SPECTACULAR_SETTINGS["TITLE"] = f"{SITE_NAME} API"

# --- Mail, audit, logs -------------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="noreply@localhost")

from config.audit_settings import *  # noqa: E402, F403

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # It tells ten lines of each font that it makes smaller, which is two for each ticket.
    "loggers": {"fontTools": {"level": "WARNING"}},
}
