"""The catalogues of the interface: complete in Kazakh and Russian, compiled, and with every word of the source."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tools.translate import LANGUAGES, NOT_OURS, path_of

ROOT = Path(__file__).resolve().parent.parent
TRANSLATED = ("kk", "ru")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language):
    return polib.pofile(str(path_of(language)))


def translations(entry):
    """The translations of an entry, each with the msgid whose placeholders it must keep."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]


def key(entry):
    return entry.msgctxt, entry.msgid


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_entry_is_translated(language):
    unfinished = [entry.msgid for entry in catalogue(language) if not entry.translated() and not entry.obsolete]

    assert unfinished == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language):
    changed = [
        (source, text)
        for entry in catalogue(language)
        for source, text in translations(entry)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text))
    ]

    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogues_are_up_to_date(language):
    source = path_of(language)
    compiled = polib.mofile(str(source.with_suffix(".mo")))

    written = {key(entry): translations(entry) for entry in catalogue(language).translated_entries()}

    assert {key(entry): translations(entry) for entry in compiled} == written


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs gettext")
def test_catalogues_have_every_word_of_the_source(tmp_path):
    shutil.copytree(ROOT, tmp_path / "portal", ignore=shutil.ignore_patterns(*NOT_OURS, ".git", "locale", "static"))
    shutil.copytree(ROOT / "locale", tmp_path / "portal" / "locale")
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=ru", "--no-obsolete", "-v0"],
        cwd=tmp_path / "portal", env=environment, check=True,
    )  # fmt: skip

    gathered = polib.pofile(str(tmp_path / "portal" / "locale" / "ru" / "LC_MESSAGES" / "django.po"))
    assert {key(entry) for entry in gathered} - {key(entry) for entry in catalogue("ru")} == set()
