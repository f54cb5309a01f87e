"""How the sample content is written down: every language there, and no sentence of the article."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from portal.sampling import FOLDER

LANGUAGES = {"en", "ru", "kk"}
# Each run of six words of the article, as the first 12 hex digits of its SHA-256, so that its text is not kept here. Left
# out are runs inside the names of organisations and of the session, which are the same wherever they are told of.
RUNS = Path(__file__).with_name("article_runs_of_six_words.txt")


def texts(value):
    """Every text in several languages in the tables of a file."""
    if isinstance(value, list):
        return [text for entry in value for text in texts(entry)]
    if not isinstance(value, dict):
        return []
    if LANGUAGES & value.keys():
        return [value]
    return [text for entry in value.values() for text in texts(entry)]


def runs(text):
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", ""))
    return {" ".join(words[start : start + 6]) for start in range(len(words) - 5)}


def fingerprint(run):
    return hashlib.sha256(run.encode()).hexdigest()[:12]


@pytest.fixture(params=sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def written(request):
    return texts(tomllib.loads(request.param.read_text(encoding="utf-8")))


def test_every_text_is_there_in_english_russian_and_kazakh(written):
    assert [text for text in written if {code for code, words in text.items() if words.strip()} != LANGUAGES] == []


def test_no_translation_is_the_english_text(written):
    assert [text for text in written if text["en"] in (text["ru"], text["kk"])] == []


def test_no_six_words_in_a_row_are_the_articles(written):
    article = set(RUNS.read_text(encoding="utf-8").split())

    assert [run for text in written for run in runs(text["en"]) if fingerprint(run) in article] == []


def test_a_copied_sentence_would_be_found():
    article = set(RUNS.read_text(encoding="utf-8").split())

    assert fingerprint("civil society played an important role") in article
