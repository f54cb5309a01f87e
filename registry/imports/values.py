"""What a cell means: texts of a row made into values that fit our fields, or a Problem that names the column."""

import datetime
import re
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_domain_name, validate_email
from django.utils.functional import cached_property

from goals.models import Goal, Target
from people.columns import DESCRIPTIONS, OTHER_NAMES
from people.models import FocusArea, Group, Organisation, OrganisationName
from people.models.organisations import Kind
from places.countries import Country, country_name
from places.models import Region
from publishing.cells import in_lines, in_one_line, parts
from publishing.folding import fold
from publishing.wording import LANGUAGE_CODES
from registry.imports.numbers import read_identifiers
from registry.imports.problems import Problem
from registry.imports.words import KINDS, OF_CITIES, OF_REGIONS, STATUSES
from registry.models import SourceRecord

# How long a text may be: {field: number of characters, or None where there is no end}.
LENGTHS = {
    **{column.name: column.max_length for column in Organisation._meta.concrete_fields},
    **dict.fromkeys(OTHER_NAMES, OrganisationName._meta.get_field("text").max_length),
    "key": SourceRecord._meta.get_field("key").max_length,
}
IN_LINES = frozenset(
    ["regions", "goals", "targets", "focus_areas", "groups", "identifier", *OTHER_NAMES, *DESCRIPTIONS]
)
# Day 0 of Excel's serials: 1900 counted as a leap year, so 1900-03-01 is 61; and the Macintosh's own count.
DAY_ZERO, DAY_ZERO_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
SERIALS = range(3_654, 73_051)  # from 1910 to 2099: a smaller number is a year or a mistake


class Refused(Exception):
    """A cell that cannot be understood: `code` of problems.MESSAGES and what stands in it."""

    def __init__(self, code, value, **params):
        super().__init__(code)
        self.code, self.params = code, {"value": value, **params}


def place_key(text):
    """Return the folded words of the name of a region or country, without "oblast", "city" and the like, in any order."""
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
        """{code or place_key of a name: [Region]}; several where countries share a name."""
        found = {}
        for region in Region.objects.all():
            keys = {place_key(getattr(region, f"name_{code}") or "") for code in LANGUAGE_CODES}
            for key in {region.code, *keys} - {""}:
                found.setdefault(key, []).append(region)
        return found

    @cached_property
    def countries(self):
        return {place_key(country_name(code, language)): code for code in Country.values for language in LANGUAGE_CODES}

    @cached_property
    def goals(self):
        return set(Goal.objects.values_list("pk", flat=True))

    @cached_property
    def targets(self):
        return set(Target.objects.values_list("pk", flat=True))

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
        cleaned = in_lines(text) if name in IN_LINES else in_one_line(text)
        if not cleaned or cleaned in ("-", "–", "—"):
            continue
        if name == "identifier":
            numbers, set_aside = read_identifiers(cleaned, source)
            values |= {"identifier": numbers[0]} if numbers else {}
            values |= {"other_identifiers": numbers[1:]} if numbers[1:] else {}
            continue
        try:
            values[name] = READERS.get(name, read_text)(cleaned, name, references, source)
        except Refused as refusal:
            problems.append(Problem(refusal.code, name, refusal.params))
    if not any(field.startswith("name_") for field in values):
        problems.append(Problem("no_name"))
    # A row that names one of our organisations says of it what it says, and may leave it as odd as it is.
    if "guid" not in values and is_elsewhere(values):
        problems.append(Problem("region", "region", {"value": texts["region"]}))
    return (values if "guid" in values else fill_country(values, source)), problems, set_aside


def is_elsewhere(values):
    """Tell whether the region lies in another country than `values` say."""
    return bool(values.get("country")) and values.get("region", "")[:2] not in ("", values["country"])


def fill_country(values, source):
    """The country follows from the region, else from the source that lists one country."""
    if "country" not in values and (country := values.get("region", "")[:2] or source.country):
        values["country"] = country
    return values


def as_read(field, text):
    """Return a text of ours as `read_row` would give it back."""
    if field == "email":
        return text.lower()
    return in_lines(text) if field in IN_LINES else in_one_line(text)


def read_guid(text, field, references, source):
    try:
        return str(uuid.UUID(text))
    except ValueError as error:
        raise Refused("guid", text) from error


def read_text(text, field, references, source):
    limit = LENGTHS.get(field)
    if limit and len(text) > limit:
        raise Refused("too_long", text[:40] + "…", limit=limit)
    return text


def read_names(text, field, references, source):
    return [read_text(in_one_line(part), field, references, source) for part in parts(text)]


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
    known = references.regions
    found = known.get(leading_code(text.upper(), known)) or known.get(place_key(text)) or []
    found = [region for region in found if region.country == source.country] or found
    names_region = bool(folded_words(text) & OF_REGIONS)
    found = [region for region in found if is_city(region) != names_region] or found
    if len(found) != 1:
        raise Refused("region", text)
    return found[0].code


def read_country(text, field, references, source):
    code = leading_code(text.upper(), Country.values) or references.countries.get(place_key(text))
    if code is None:
        raise Refused("country", text)
    return code


def read_status(text, field, references, source):
    return leading_code(text.casefold(), Organisation.Status.values) or read_word(text, STATUSES, "status")


def read_kind(text, field, references, source):
    return leading_code(text, Kind.values) or read_word(text, KINDS, "kind")


def leading_code(text, codes):
    """Return the code that stands alone in `text` or before its words, as exports write it ("KZ-71 Astana"), or None."""
    first = text.partition(" ")[0]
    return first if first in codes else None


def read_word(text, words, code):
    """Return the code in {code: its words} of which `text` holds the most words."""
    asked = folded_words(text)
    hits = {value: len(asked & known) for value, known in words.items()}
    best = max(hits, key=hits.get)
    if not hits[best]:
        raise Refused(code, text)
    return str(best)


def read_regions(text, field, references, source):
    return sorted({read_region(part, field, references, source) for part in parts(text)})


def read_goals(text, field, references, source):
    numbers = numbers_of_framework(text)
    for number in numbers:
        if not number.isdecimal() or int(number) not in references.goals:
            raise Refused("goal", number)
    return sorted({int(number) for number in numbers})


def read_targets(text, field, references, source):
    codes = [code.lower() for code in numbers_of_framework(text)]
    for code in codes:
        if code not in references.targets:
            raise Refused("target", code)
    return sorted(set(codes))


def numbers_of_framework(text):
    found = parts(text.replace(",", ";"))
    return [re.sub(r"^(ЦУР|ТДМ|SDG|ТӨМ)\s*", "", part, flags=re.IGNORECASE) for part in found]


def read_vocabulary(text, field, references, source):
    """Return the slugs of the focus areas or groups that are named."""
    known, found = getattr(references, field), set()
    for part in parts(text):
        slug = known.get(part) or known.get(phrase_key(part))
        if slug is None:
            raise Refused(field.removesuffix("s"), part)
        found.add(slug)
    return sorted(found)


def read_website(text, field, references, source):
    if is_address(text):
        return text
    address = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    host = re.sub(r"^https?://([^/:?#]*).*$", r"\1", address, flags=re.IGNORECASE)
    try:
        validate_domain_name(host)
    except ValidationError as error:
        raise Refused("website", text) from error
    if "." not in host or len(address) > LENGTHS["website"] or " " in address:
        raise Refused("website", text)
    return address


def is_address(text):
    """Tell whether the field for websites would take `text` as it stands."""
    try:
        URLValidator()(text)
    except ValidationError:
        return False
    return len(text) <= LENGTHS["website"]


def read_email(text, field, references, source):
    try:
        validate_email(text)
    except ValidationError as error:
        raise Refused("email", text) from error
    return text.lower()


READERS = {
    "guid": read_guid,
    "founded_on": read_day,
    "region": read_region,
    "regions": read_regions,
    "country": read_country,
    "status": read_status,
    "kind": read_kind,
    "goals": read_goals,
    "targets": read_targets,
    "focus_areas": read_vocabulary,
    "groups": read_vocabulary,
    "website": read_website,
    "email": read_email,
    **dict.fromkeys(OTHER_NAMES, read_names),
}
