"""Which of the forms a file has, by its content; its name and what a server says of it count for nothing."""

import json

from events.imports import frab_json, frab_xml, pretalx
from events.imports.problems import FileRefused

LARGEST = 20  # MB; three hundred sessions take about one
MOST_SESSIONS = 2000
UTF16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"


def read(content):
    """Return the Programme in the bytes `content`. Raises FileRefused."""
    content = content.removeprefix(BOM)
    check(content)
    is_xml = content.lstrip().startswith(b"<")
    programme = frab_xml.read(content) if is_xml else read_json(json_of(content))
    if not programme.sessions:
        raise FileRefused("no_sessions")
    if len(programme.sessions) > MOST_SESSIONS:
        raise FileRefused("too_many_sessions", limit=MOST_SESSIONS)
    return programme


def check(content):
    if not content.strip():
        raise FileRefused("empty")
    if len(content) > LARGEST * 1024**2:
        raise FileRefused("too_large", limit=LARGEST)
    if content.startswith(UTF16):
        raise FileRefused("encoding")
    if b"\x00" in content:
        raise FileRefused("nul")
    if content.lstrip()[:1] not in b"<{[":
        raise FileRefused("wrong_type")


def json_of(content):
    """Return what the bytes hold, if it is JSON in UTF-8 and can be written down again."""
    try:
        document = json.loads(content.decode())
        # Half a pair of UTF-16 may stand in JSON as an escape, and in no database.
        json.dumps(document, ensure_ascii=False).encode()
    except RecursionError as error:
        raise FileRefused("too_deep") from error
    except UnicodeError as error:
        raise FileRefused("encoding") from error
    except ValueError as error:
        raise FileRefused("broken_json", value=str(error)) from error
    return document


def read_json(document):
    if frab_json.is_form_of(document):
        return frab_json.read(document)
    if pretalx.rows_in(document) is not None:
        return pretalx.read(document)
    raise FileRefused("wrong_type")
