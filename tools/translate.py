"""Gather the words of the interface into locale/, compile the catalogues and say what is missing.

    python -m tools.translate

Needs gettext's programs. English is the language of the source, so its catalogue stays empty on purpose.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru", "en")
# Words that libraries have not translated: kept by hand, gathered from nowhere.
STOCK = ROOT / "locale_stock"
NOT_OURS = (".venv", "var", "media", "staticfiles", "node_modules", "tests", "tools", "benchmarks")
SHOWN = 20


def main():
    if shutil.which("xgettext") is None:
        sys.exit("Install gettext (Debian: apt-get install gettext).")
    gather()
    for language in LANGUAGES:
        catalogue = tidy(language)
        if language != "en":
            report(language, catalogue)
        catalogue.save_as_mofile(str(path_of(language).with_suffix(".mo")))
    for path in STOCK.glob("*/LC_MESSAGES/django.po"):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def gather():
    for language in LANGUAGES:
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
    arguments = [f"--locale={language}" for language in LANGUAGES] + [f"--ignore={folder}" for folder in NOT_OURS]
    options = ["--add-location=file", "--no-obsolete", "-v0"]
    # Without settings Django writes to ./locale only, and nothing of this machine's .env matters.
    subprocess.run([sys.executable, "-m", "django", "makemessages", *arguments, *options], cwd=ROOT, check=True)


def tidy(language):
    """Return the catalogue, saved without the date of this run, which would change every file each time."""
    catalogue = polib.pofile(str(path_of(language)), wrapwidth=100)
    plural = catalogue.metadata.get("Plural-Forms", "nplurals=2; plural=(n != 1);")
    catalogue.header = f"The interface of the portal in {language!r}: `make translate` gathers, a person translates."
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
    }
    catalogue.metadata_is_fuzzy = False
    catalogue.save()
    return catalogue


def report(language, catalogue):
    missing = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
    print(f"{language}: {len(catalogue)} entries, {len(missing)} to translate")
    for entry in missing[:SHOWN]:
        print(f"  {entry.msgid!r}")
    if len(missing) > SHOWN:
        print(f"  … and {len(missing) - SHOWN} more in {path_of(language).relative_to(ROOT)}")


def path_of(language):
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    main()
