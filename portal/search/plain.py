"""Markdown without its marks, to be searched and shown in a line."""

import re

LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
# A backtick or star within a word is left alone: O`zbekiston.
MARKS = re.compile(
    r"^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,2}[.)])[ \t]+|^[ \t|:-]+$|(?<!\w)[*_`~]+(?=\S)|(?<=\S)[*_`~]+(?!\w)", re.MULTILINE
)


def plain_text(markdown):
    """Return the words of `markdown` on one line. Meant for our editors' texts; odd marks are left as they are."""
    text = MARKS.sub("", LINK.sub(r"\1", markdown))
    return " ".join(text.replace("|", " ").split())
