"""Identifiers in cells: which scheme, which value, and what cannot be one."""

import re

from django.core.exceptions import ValidationError

from people.models.identifiers import FORMATS, SCHEME, check_identifier
from publishing.cells import parts

# A leading zero that a spreadsheet took away is put back, up to this many.
MOST_ZEROS_LOST = 4
OF_COUNTRIES = {"KZ": "KZ-BIN", "KG": "KG-TIN", "TJ": "TJ-TIN", "TM": "TM-TIN", "UZ": "UZ-TIN"}


def pairs_of(values):
    """Return the identifiers among the `values` of a row as tuples, the first being that by which it is known."""
    first = [values["identifier"]] if "identifier" in values else []
    return [tuple(pair) for pair in [*first, *values.get("other_identifiers", [])]]


def read_identifiers(text, source):
    """Return (numbers, set_aside) of a cell: a list of [scheme, value], and one of (scheme, value, what is wrong)."""
    numbers, set_aside = [], []
    for scheme, value in (read_identifier(part, source) for part in parts(text)):
        try:
            check_identifier(scheme, value)
        except ValidationError:
            set_aside.append((scheme, value[:200], "checksum" if has_format(scheme, value) else "format"))
        else:
            numbers.append([scheme, value])
    return numbers, set_aside


def read_identifier(text, source):
    """Return (scheme, value). "KZ-BIN-050140012345" brings its scheme, anything else has that of the source."""
    scheme, value = split_scheme(text, source)
    if scheme not in FORMATS:  # a number of which we know no format is left as it is written
        return scheme, value
    return scheme, with_lost_zeros(scheme, re.sub(r"[\s '’‘\"-]", "", value).removesuffix(".0"))


def split_scheme(text, source):
    match = re.fullmatch(rf"({SCHEME})-(\S+)", text)
    if match:
        return match[1], match[2]
    return source.scheme or OF_COUNTRIES.get(source.country, "KZ-BIN"), text


def with_lost_zeros(scheme, value):
    """Return `value` with the zeros that a spreadsheet took from its beginning."""
    match = re.fullmatch(r"\\d\{(\d+)\}", FORMATS.get(scheme, ""))
    length = int(match[1]) if match else 0
    return value.zfill(length) if value.isdecimal() and 0 < length - len(value) <= MOST_ZEROS_LOST else value


def has_format(scheme, value):
    return scheme in FORMATS and re.fullmatch(FORMATS[scheme], value, re.ASCII) is not None
