"""The catalogues of the interface: complete in Kazakh and Russian, compiled, and with every word of the source."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import polib
import pytest

from tools.translate import LANGUAGES, NOT_OURS, STOCK, path_of

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


@pytest.mark.parametrize("language", TRANSLATED)
def test_stock_catalogues_are_compiled_and_keep_the_placeholders(language):
    source = STOCK / language / "LC_MESSAGES" / "django.po"
    written = polib.pofile(str(source))
    compiled = polib.mofile(str(source.with_suffix(".mo")))

    assert {key(entry): translations(entry) for entry in compiled} == {
        key(entry): translations(entry) for entry in written
    }
    assert [
        (source, text)
        for entry in written
        for source, text in translations(entry)
        if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(text))
    ] == []


@pytest.mark.parametrize("app", ["admin", "auth"])
def test_kazakh_panel_has_every_word_of_django(app):
    """Django's own Kazakh lacks a third of them; a Kazakh page would show them in Russian or English."""
    found = Path(django.__file__).parent / "contrib" / app / "locale"
    own = polib.pofile(str(found / "kk" / "LC_MESSAGES" / "django.po"))
    known = {entry.msgid for entry in own if entry.translated()}
    known |= {entry.msgid for entry in polib.pofile(str(STOCK / "kk" / "LC_MESSAGES" / "django.po"))}
    known |= {entry.msgid for entry in catalogue("kk")}

    assert {entry.msgid for entry in polib.pofile(str(found / "en" / "LC_MESSAGES" / "django.po"))} - known == set()


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
