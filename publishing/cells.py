"""Texts as cells of a table. What an export writes by these rules an import reads back by them, to the letter."""

import re

# How a formula begins in a spreadsheet (OWASP, "CSV injection"), the full-width signs of East Asia included.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
# Behind what another spreadsheet takes for the end of a cell one may begin as well.
INNER_FORMULA = re.compile(r"([,;\t]\s*)('*[=+\-@＝＋－＠])")
INNER_MEANT = re.compile(r"([,;\t]\s*)'('*[=+\-@＝＋－＠])")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML, and so XLSX, cannot hold
LONGEST = 32_767  # characters in a cell: the limit of Excel
# In a cell with several values a semicolon divides them; one within a value stands behind a backslash.
PART = re.compile(r"(?:\\[\\;]|[^;\n])+")
ESCAPED = re.compile(r"\\([\\;])")


def plain(text):
    """Return `text` so that no spreadsheet takes it, or a part of it, for a formula: with an apostrophe before it."""
    safe = INNER_FORMULA.sub(r"\1'\2", text)
    return f"'{safe}" if FORMULA.match(safe) else safe


def meant(text):
    """Return the text that `plain` was given."""
    inner = text[1:] if text[:1] == "'" and FORMULA.match(text) else text
    return INNER_MEANT.sub(r"\1\2", inner)


def in_one_line(text):
    """Return `text` without line breaks, doubled blanks and what is no text."""
    return " ".join(NO_TEXT.sub(" ", text).split())


def in_lines(text):
    """Return `text` with its lines, however they were ended, and without blanks behind them."""
    return "\n".join(line.rstrip() for line in NO_TEXT.sub(" ", text).splitlines()).strip()


def joined(texts):
    """Return a list of texts as one cell."""
    if not texts:
        return ""
    return "; ".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts)


def parts(cell):
    """Return the texts in a cell that may hold several."""
    found = (ESCAPED.sub(r"\1", part).strip() for part in PART.findall(cell))
    return [part for part in found if part]
