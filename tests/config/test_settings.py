import re
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "config" / "settings.py"
PRODUCTION = {
    "DEBUG": "0",
    "SITE_URL": "https://portal.example.org",
    "SECRET_KEY": "v3ry-l0ng-and-r4nd0m-enough-for-the-check-of-its-length-0123456789",
    "ALLOWED_HOSTS": "portal.example.org",
}


@pytest.fixture
def load_settings(monkeypatch):
    """Return a function that reads settings.py in a production environment changed by its keyword arguments."""

    def load(**changes):
        for name, value in {**PRODUCTION, **changes}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return load


def test_production_starts_with_what_env_example_marks_as_required(load_settings):
    settings = load_settings()

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["portal.example.org"]
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True


@pytest.mark.parametrize("name", ["SITE_URL", "SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(load_settings, name):
    with pytest.raises(ImproperlyConfigured, match=f"Set {name} in the environment or in .env"):
        load_settings(**{name: ""})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SITE_URL", "http://portal.example.org", "SITE_URL must begin with https://"),
        ("SECRET_KEY", "too short", "SECRET_KEY must be at least 50 random characters"),
        ("SECRET_KEY", "for-development-" + "x" * 50, "SECRET_KEY must be at least 50 random characters"),
        ("LANGUAGE_CODE", "de", "LANGUAGE_CODE must be one of kk, ru, en"),
    ],
)
def test_production_does_not_start_with_a_wrong(load_settings, name, value, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        load_settings(**{name: value})


def test_development_needs_no_variable(load_settings):
    settings = load_settings(DEBUG="1", SITE_URL="http://127.0.0.1:8000")

    assert settings["SECURE_SSL_REDIRECT"] is False


def test_env_example_lists_exactly_the_variables_that_are_read():
    read = re.findall(r"(?:env\.\w+|required)\(\s*\"([A-Z_]+)\"", SETTINGS.read_text(encoding="utf-8"))
    listed = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(listed) == sorted(set(read))
