"""IATI's own rules, for what we tell IATI: its schema, and its ruleset as far as it applies to what we tell."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from lxml import etree
from okfn_iati.iati_schema_validator import IatiValidator

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Of //iati-activity in rulesets/standard.json of IATI/IATI-Rulesets, version 2.03: one of the paths must be there.
AT_LEAST_ONE = [
    "activity-date[@type='1' or @type='2']",
    "sector | transaction/sector",
    "recipient-country | recipient-region",
]
# There too: "less" before "more", by element and then by paths; None is today.
DATE_ORDER = [
    ("//iati-activity", "activity-date[@type='1']/@iso-date", "activity-date[@type='3']/@iso-date"),
    ("//iati-activity", "activity-date[@type='2']/@iso-date", "activity-date[@type='4']/@iso-date"),
    ("//iati-activity", "activity-date[@type='2']/@iso-date", None),
    ("//iati-activity", "activity-date[@type='4']/@iso-date", None),
    ("//transaction", "transaction-date/@iso-date", None),
    ("//transaction", "value/@value-date", None),
    ("//budget", "period-start/@iso-date", "period-end/@iso-date"),
    ("//result/indicator/period", "period-start/@iso-date", "period-end/@iso-date"),
]
# "atleast_one" of other elements: a reference or a name.
NAMED = ["//participating-org", "//other-identifier/owner-org", "//transaction/provider-org"]
# "regex_matches": [^\/\&\|\?]+
REFERENCES = "//reporting-org/@ref | //iati-identifier/text() | //participating-org/@ref | //provider-org/@ref"
SUMS = ["recipient-country/@percentage | recipient-region/@percentage", "sector[@vocabulary='7']/@percentage"]


def broken_rules(document):
    """Return what schema and ruleset have against `document`, bytes: a sentence each; none of it is our own opinion."""
    _valid, told = IatiValidator().validate(document.decode().partition("?>")[2])
    tree = etree.fromstring(document)
    return [*told["schema_errors"], *told["ruleset_errors"], *of_activities(tree), *of_dates(tree), *of_names(tree)]


def of_activities(tree):
    for activity in tree.iter("iati-activity"):
        yield from (path for path in AT_LEAST_ONE if not activity.xpath(path))
        yield from (path for path in SUMS if sum(map(Decimal, activity.xpath(path))) != 100)
        reporter = activity.xpath("string(reporting-org/@ref)")
        if not activity.findtext("iati-identifier").startswith(f"{reporter}-"):
            yield "the identifier begins with that of who reports"
    identifiers = tree.xpath("//iati-identifier/text()")
    if len(set(identifiers)) < len(identifiers):
        yield "identifiers are unique"


def of_dates(tree):
    today = [timezone.localdate().isoformat()]
    for context, less, more in DATE_ORDER:
        for one in tree.xpath(context):
            before, after = one.xpath(less), one.xpath(more) if more else today
            if before and after and before[0] > after[0]:
                yield f"{less} before {more or 'today'}"
    for budget in tree.iter("budget"):
        start, end = (date.fromisoformat(budget.find(name).get("iso-date")) for name in ("period-start", "period-end"))
        if end - start > timedelta(days=366):
            yield "a budget covers a year at most"


def of_names(tree):
    yield from (path for path in NAMED for one in tree.xpath(path) if not (one.get("ref") or one.xpath("narrative")))
    yield from (f"{ref} is no reference" for ref in tree.xpath(REFERENCES) if set(ref) & set("/&|?"))
    yield from (f"{text} names no language" for text in tree.iter("narrative") if not text.get(LANGUAGE))
    for indicator in tree.xpath("//indicator"):
        has_values = [
            value is not None for value in map(value_of, indicator.xpath("baseline | period/target | period/actual"))
        ]
        if any(has_values) if indicator.get("measure") == "5" else not all(has_values):
            yield "words have no value, measures do"


def value_of(element):
    return element.get("value")
