"""`icontains` in any case of every script on SQLite, as on PostgreSQL (docs/decisions/0009).

SQLite's own LIKE folds the letters A to Z only: "ҚОР" would not find "қор". This one replaces it on each connection.
"""

import re
from functools import lru_cache

from django.db.backends.signals import connection_created


@lru_cache(maxsize=512)
def expression(pattern, escape=None):
    """Return the regular expression that searches for what the LIKE `pattern` matches: % is any text, _ any letter."""
    parts = re.findall(f"{re.escape(escape)}.|." if escape else ".", pattern, re.DOTALL)
    written = "".join({"%": ".*", "_": "."}.get(part, re.escape(part[-1])) for part in parts)
    # Where any text may stand before or after, searching is enough.
    begin = "" if written.startswith(".*") else r"\A"
    end = "" if written.endswith(".*") and parts[-1] == "%" else r"\Z"
    return re.compile(f"{begin}{written.removeprefix('.*')}{end}", re.IGNORECASE | re.DOTALL)


def like(pattern, text, escape=None):
    """What SQLite calls for `text LIKE pattern ESCAPE escape`; None, its NULL, where either is missing."""
    if pattern is None or text is None:
        return None
    return expression(str(pattern), escape).search(str(text)) is not None


def teach(connection, **kwargs):
    """Give `connection` our LIKE, if it is one of SQLite's; a receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)


def connect():
    connection_created.connect(teach, dispatch_uid="publishing.any_case")
