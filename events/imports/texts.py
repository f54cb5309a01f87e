"""Texts as files have them: plain, in several languages, or marked as our own exports mark a stand-in."""

import re

from publishing.cells import in_lines, in_one_line
from publishing.wording import LANGUAGE_CODES

MARKED = re.compile(rf"^(.*) \[({'|'.join(LANGUAGE_CODES)})\]$", re.DOTALL)
OF_THE_FILE = ""  # the language of a text that does not say it


def texts(value, clean=in_one_line):
    """Return {language: text} of a text, of {"en": text, …} or of an object with a "name"; of anything else {}."""
    if isinstance(value, dict) and "name" in value:
        value = value["name"]
    if isinstance(value, dict):
        return in_languages({str(code): clean(text) for code, text in value.items() if isinstance(text, str)})
    if not isinstance(value, str):
        return {}
    marked = MARKED.match(text := clean(value))
    if marked:
        return {marked[2]: marked[1]}
    return {OF_THE_FILE: text} if text else {}


def long_texts(value):
    """The same for texts of several lines."""
    return texts(value, clean=in_lines)


def in_languages(said):
    """Keep of a text in several languages those that we have; where there is none, its first is taken for the file's."""
    told = {code.partition("-")[0].lower(): text for code, text in said.items() if text}
    known = {code: text for code, text in told.items() if code in LANGUAGE_CODES}
    return known or ({OF_THE_FILE: next(iter(told.values()))} if told else {})


def joined(*parts):
    """Return texts one below the other, language by language, each once."""
    languages = dict.fromkeys(language for part in parts for language in part)
    return {
        language: "\n\n".join(dict.fromkeys(part[language] for part in parts if part.get(language)))
        for language in languages
    }


def settled(said, language):
    """Return {language: text} with `language` for the texts that do not say theirs."""
    return {code or language: text for code, text in said.items()}


def text_of(said):
    """Return one of the texts, to call a thing by."""
    return next(iter(said.values()), "")


def plain(value):
    """Return a value that should be a text or a number as a text in one line; anything else as ""."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return in_one_line(str(value))
