"""What a cell means: texts of a row made into values that fit our fields, or a Problem that names the column."""

import datetime
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name, validate_email
from django.utils.functional import cached_property

from goals.models import Goal
from people.models import FocusArea, Group
from people.models.identifiers import FORMATS, check_identifier
from people.models.organisations import Kind
from places.countries import Country, country_name
from places.models import Region
from publishing.folding import fold
from publishing.wording import LANGUAGE_CODES
from registry.imports.problems import Problem
from registry.imports.words import KINDS, OF_CITIES, OF_REGIONS, STATUSES

LENGTHS = {"acronym": 300, "former_name": 300, "legal_form": 150, "address": 300, "website": 200, "key": 200}
NAME_LENGTH = 300
# A leading zero that a spreadsheet took away is put back, up to this many.
MOST_ZEROS_LOST = 4
# Day 0 of Excel's serials: 1900 counted as a leap year, so 1900-03-01 is 61; and the Macintosh's own count.
DAY_ZERO, DAY_ZERO_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
SERIALS = range(3_654, 73_051)  # from 1910 to 2099: a smaller number is a year or a mistake


class Refused(Exception):
    """A cell that cannot be understood: `code` of problems.MESSAGES and what stands in it."""

    def __init__(self, code, value, **params):
        super().__init__(code)
        self.code, self.params = code, {"value": value, **params}


def name_key(text):
    """Return the folded words of a region's name, without "oblast", "city" and the like, in any order."""
    return " ".join(sorted(folded_words(text) - OF_REGIONS - OF_CITIES))


def folded_words(text):
    return {fold(word) for word in re.findall(r"\w+", text)} - {""}


def is_city(region):
    """Tell whether `region` is a city: in no language does its name say that it is a region."""
    return not any(folded_words(getattr(region, f"name_{code}") or "") & OF_REGIONS for code in LANGUAGE_CODES)


@dataclass
class References:
    """The rows that cells name, fetched once for a whole file: one query each, when first asked for."""

    counts_from_1904: bool = False
    regions_read: dict = field(default_factory=dict)  # a file names the same few regions thousands of times

    @cached_property
    def regions(self):
        """{code or name key: [Region]}; several where countries share a name."""
        found = {}
        for region in Region.objects.all():
            keys = {name_key(getattr(region, f"name_{code}") or "") for code in LANGUAGE_CODES}
            for key in {region.code, *keys} - {""}:
                found.setdefault(key, []).append(region)
        return found

    @cached_property
    def countries(self):
        names = {name_key(country_name(code, language)): code for code in Country.values for language in LANGUAGE_CODES}
        return names | {code.lower(): code for code in Country.values}

    @cached_property
    def goals(self):
        return set(Goal.objects.values_list("pk", flat=True))

    @cached_property
    def focus_areas(self):
        return vocabulary(FocusArea)

    @cached_property
    def groups(self):
        return vocabulary(Group)


def vocabulary(model):
    """Return {slug or folded name in any language: slug} of a model of words."""
    found = {}
    for row in model.objects.all():
        for code in LANGUAGE_CODES:
            if name := getattr(row, f"name_{code}"):
                found[phrase_key(name)] = row.slug
        found[row.slug] = row.slug
    return found


def phrase_key(text):
    return " ".join(filter(None, map(fold, re.findall(r"\w+", text))))


def read_row(texts, *, source, references):
    """Return (values, problems, set_aside) of the row {field: text}.

    `values` is {field: what JSON can keep} of the fields that say something, `problems` a list of Problem whose column is
    the field, `set_aside` a list of (scheme, value, code) of numbers that cannot be identifiers. `source` is a Source.
    """
    values, problems, set_aside = {}, [], []
    for name, text in texts.items():
        cleaned = " ".join(text.split()) if name != "identifier" else text.strip()
        if not cleaned or cleaned in ("-", "–", "—"):
            continue
        try:
            value = READERS.get(name, read_text)(cleaned, name, references, source)
        except Refused as refusal:
            problems.append(Problem(refusal.code, name, refusal.params))
            continue
        except UnfitIdentifier as unfit:
            set_aside.append((unfit.scheme, unfit.value, unfit.code))
            continue
        values[name] = value
    if not any(field.startswith("name_") for field in values):
        problems.append(Problem("no_name"))
    if values.get("country") and values.get("region", "")[:2] not in ("", values["country"]):
        problems.append(Problem("region", "region", {"value": texts["region"]}))
    return fill_country(values, source), problems, set_aside


def fill_country(values, source):
    """The country follows from the region, else from the source that lists one country."""
    if "country" not in values and (country := values.get("region", "")[:2] or source.country):
        values["country"] = country
    return values


def read_text(text, field, references, source):
    limit = NAME_LENGTH if field.startswith("name_") else LENGTHS.get(field)
    if limit and len(text) > limit:
        raise Refused("too_long", text[:40] + "…", limit=limit)
    return text


class UnfitIdentifier(Exception):
    """A number that is no identifier of its scheme: the row stands without it."""

    def __init__(self, scheme, value, code):
        super().__init__(code)
        self.scheme, self.value, self.code = scheme, value, code


def read_identifier(text, field, references, source):
    """Return [scheme, value]. "KZ-BIN-050140012345" brings its scheme, anything else has that of the source."""
    scheme, value = split_scheme(text, source)
    value = re.sub(r"[\s '’‘\"-]", "", value).removesuffix(".0")
    value = with_lost_zeros(scheme, value)
    try:
        check_identifier(scheme, value)
    except ValidationError as error:
        raise UnfitIdentifier(scheme, value[:200], "checksum" if has_format(scheme, value) else "format") from error
    return [scheme, value]


def split_scheme(text, source):
    match = re.fullmatch(r"([A-Z]{2}-[A-Z]+)-(\S+)", text)
    if match:
        return match[1], match[2]
    return source.scheme or {"KZ": "KZ-BIN", "KG": "KG-TIN", "TJ": "TJ-TIN", "TM": "TM-TIN", "UZ": "UZ-TIN"}.get(
        source.country, "KZ-BIN"
    ), text


def with_lost_zeros(scheme, value):
    """Return `value` with the zeros that a spreadsheet took from its beginning."""
    match = re.fullmatch(r"\\d\{(\d+)\}", FORMATS.get(scheme, ""))
    length = int(match[1]) if match else 0
    return value.zfill(length) if value.isdecimal() and 0 < length - len(value) <= MOST_ZEROS_LOST else value


def has_format(scheme, value):
    return scheme in FORMATS and re.fullmatch(FORMATS[scheme], value, re.ASCII) is not None


def read_day(text, field, references, source):
    """Return YYYY-MM-DD. Understands 31.12.2020, 2020-12-31 and the days that Excel counts; no year alone."""
    if match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s.*)?", text):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", text):
        year, month, day = map(int, match.groups())
    elif re.fullmatch(r"\d{4,5}(\.\d+)?", text) and int(float(text)) in SERIALS:
        zero = DAY_ZERO_1904 if references.counts_from_1904 else DAY_ZERO
        return (zero + datetime.timedelta(days=int(float(text)))).isoformat()
    else:
        raise Refused("date", text)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError as error:
        raise Refused("date", text) from error


def read_region(text, field, references, source):
    """Return the code of the region. Of those that share a name, the country of the source and "oblast" decide."""
    if (text, source.country) not in references.regions_read:
        references.regions_read[text, source.country] = find_region(text, references, source)
    return references.regions_read[text, source.country]


def find_region(text, references, source):
    found = references.regions.get(text.upper()) or references.regions.get(name_key(text)) or []
    found = [region for region in found if region.country == source.country] or found
    names_region = bool(folded_words(text) & OF_REGIONS)
    found = [region for region in found if is_city(region) != names_region] or found
    if len(found) != 1:
        raise Refused("region", text)
    return found[0].code


def read_country(text, field, references, source):
    code = references.countries.get(text.lower()) or references.countries.get(name_key(text))
    if code is None:
        raise Refused("country", text)
    return code


def read_status(text, field, references, source):
    return read_word(text, STATUSES, "status")


def read_kind(text, field, references, source):
    return text if text in Kind.values else read_word(text, KINDS, "kind")


def read_word(text, words, code):
    """Return the code in {code: its words} of which `text` is the value or holds the most words."""
    for value in words:
        if text.casefold() == value:
            return str(value)
    asked = folded_words(text)
    hits = {value: len(asked & known) for value, known in words.items()}
    best = max(hits, key=hits.get)
    if not hits[best]:
        raise Refused(code, text)
    return str(best)


def parts_of(text, divided_by=r"[;\n]"):
    return [part.strip() for part in re.split(divided_by, text) if part.strip()]


def read_regions(text, field, references, source):
    return sorted({read_region(part, field, references, source) for part in parts_of(text)})


def read_goals(text, field, references, source):
    numbers = [re.sub(r"^(ЦУР|ТДМ|SDG|ТӨМ)\s*", "", part, flags=re.IGNORECASE) for part in parts_of(text, r"[;,\n]")]
    for number in numbers:
        if not number.isdecimal() or int(number) not in references.goals:
            raise Refused("goal", number)
    return sorted({int(number) for number in numbers})


def read_vocabulary(text, field, references, source):
    """Return the slugs of the focus areas or groups that are named."""
    known, found = getattr(references, field), set()
    for part in parts_of(text):
        slug = known.get(part) or known.get(phrase_key(part))
        if slug is None:
            raise Refused(field.removesuffix("s"), part)
        found.add(slug)
    return sorted(found)


def read_website(text, field, references, source):
    address = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    host = re.sub(r"^https?://([^/:?#]*).*$", r"\1", address, flags=re.IGNORECASE)
    try:
        validate_domain_name(host)
    except ValidationError as error:
        raise Refused("website", text) from error
    if "." not in host or len(address) > LENGTHS["website"] or " " in address:
        raise Refused("website", text)
    return address


def read_email(text, field, references, source):
    try:
        validate_email(text)
    except ValidationError as error:
        raise Refused("email", text) from error
    return text.lower()


READERS = {
    "identifier": read_identifier,
    "founded_on": read_day,
    "region": read_region,
    "regions": read_regions,
    "country": read_country,
    "status": read_status,
    "kind": read_kind,
    "goals": read_goals,
    "focus_areas": read_vocabulary,
    "groups": read_vocabulary,
    "website": read_website,
    "email": read_email,
}
