"""Read the framework's official wording in the shape of the UN Statistics Division's SDG API.

https://unstats.un.org/SDGAPI/v1/sdg/Goal/List?includechildren=true answers a list of goals
`{code, title, targets: [{code, title, indicators: [{code, description}]}]}`; what else it says is passed over.
"""

import json
import re
import time
import urllib.error
import urllib.request
from collections import Counter
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from goals.models import TITLE_LENGTH

SIZE_LIMIT = 20 * 1024 * 1024  # bytes; the whole framework with its children takes about two million
SILENCE_LIMIT = 30  # seconds without a byte
TIME_LIMIT = 180  # seconds in all
CHUNK = 64 * 1024  # bytes

# Each level's name, the key of its wording, the key of its children and the pattern of its code below its parent's.
LEVELS = [
    ("goal", "title", "targets", r"[1-9]|1[0-7]"),
    ("target", "title", "indicators", r"[1-9][0-9]?|[a-z]"),
    ("indicator", "description", None, r"[1-9][0-9]?"),
]


class SourceError(Exception):
    """The source cannot be read or is not what it should be; the message is a sentence for whoever gave it."""


class Wording(NamedTuple):
    kind: str  # "goal", "target" or "indicator"
    code: str
    parent: str  # the code of the goal or target above, "" for a goal
    title: str


def read(source):
    """Return the JSON document in `source`, a path or an http(s) address. Raises SourceError."""
    content = download(source) if "://" in source else read_file(Path(source))
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{source} does not hold JSON: {error}.") from error


def read_file(path):
    try:
        with path.open("rb") as file:
            return within_limit(file.read(SIZE_LIMIT + 1), path)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error}.") from error


def download(address):
    if urlsplit(address).scheme not in ("http", "https"):
        raise SourceError(f"Only http and https addresses can be read, not {address}.")
    try:
        with web_opener().open(address, timeout=SILENCE_LIMIT) as response:
            return read_in_time(response, address)
    except urllib.error.HTTPError as error:
        error.close()
        raise SourceError(f"{address} cannot be read: {error}.") from error
    except (OSError, ValueError, HTTPException) as error:
        raise SourceError(f"{address} cannot be reached: {error}.") from error


def web_opener():
    """An opener that knows only http and https, so that no redirection leads to a file or elsewhere."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def read_in_time(response, address):
    """Return the body, unless the sender drips it out for longer than TIME_LIMIT or it exceeds SIZE_LIMIT."""
    body, deadline = bytearray(), time.monotonic() + TIME_LIMIT
    while chunk := response.read1(CHUNK):
        body += chunk
        within_limit(body, address)
        if time.monotonic() > deadline:
            raise SourceError(f"{address} has not answered in full after {TIME_LIMIT} seconds.")
    return bytes(body)


def within_limit(content, source):
    if len(content) > SIZE_LIMIT:
        raise SourceError(f"{source} is larger than {SIZE_LIMIT // 1024**2} MB.")
    return content


def wordings(document):
    """Return the Wording of every goal, target and indicator in `document`, each after the one it belongs to.

    Raises SourceError that names the place, such as `[5].targets[0].title`, where the shape is another.
    """
    found = list(_wordings(document, place="", parent="", levels=LEVELS))
    if not found:
        raise SourceError("The document is an empty list: it holds no goals.")
    codes = Counter((wording.kind, wording.code) for wording in found)
    if twice := next((key for key, times in codes.items() if times > 1), None):
        raise SourceError(f"The document holds the {twice[0]} {twice[1]} twice.")
    return found


def _wordings(rows, *, place, parent, levels):
    (kind, text_key, children_key, pattern), *below = levels
    if not isinstance(rows, list):
        raise SourceError(f"{place or 'The document'} should be a list of {kind}s.")
    for number, row in enumerate(rows):
        here = f"{place}[{number}]"
        if not isinstance(row, dict):
            raise SourceError(f"{here} should be an object with the {kind}'s code and {text_key}.")
        code = _text(row, "code", here)
        if not re.fullmatch(re.escape(f"{parent}." if parent else "") + f"({pattern})", code):
            raise SourceError(
                f"{here}.code is {code!r}, which is no {kind} code" + (f" of {parent}." if parent else ".")
            )
        yield Wording(kind, code, parent, _text(row, text_key, here))
        if children_key and row.get(children_key) is not None:
            yield from _wordings(row[children_key], place=f"{here}.{children_key}", parent=code, levels=below)


def _text(row, key, place):
    """Return the text at `key` in one line, without control characters, which PostgreSQL would refuse."""
    value = row.get(key)
    words = value.split() if isinstance(value, str) else []
    text = "".join(letter for letter in " ".join(words) if letter.isprintable())
    if not text:
        raise SourceError(f"{place}.{key} should be a text.")
    if len(text) > TITLE_LENGTH:
        raise SourceError(f"{place}.{key} is longer than {TITLE_LENGTH} characters.")
    return text
