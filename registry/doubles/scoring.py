"""What two organisations have in common, as codes, and the score from 0 to 100 that it makes.

The strongest sign gives its points, each further one a few more; where both are, and what tells them apart, is added and
taken away. docs/decisions/0012-doubles.md says why these figures.
"""

from dataclasses import dataclass, field
from math import log2

from django.utils.translation import gettext_lazy as _

from registry.doubles.likeness import LEAST_LIKE_NAMES, likeness
from registry.models import OrganisationKey

Kind = OrganisationKey.Kind
PROPOSED = 68  # the score from which a pair is worth asking about: see docs/decisions/0012-doubles.md

MESSAGES = {
    "same_number": _("The same identifier: %(value)s."),
    "same_name": _("The same name when spelling, word order and legal form are not counted."),
    "near_name": _("The names are %(value)s%% alike."),
    "initials": _("The name of one is the initials of the other."),
    "same_site": _("The same website: %(value)s."),
    "same_email": _("The same e-mail address: %(value)s."),
    "same_phone": _("The same telephone: %(value)s."),
    "same_region": _("In the same region."),
    "same_day": _("Founded on the same day."),
    "namesakes": _("But %(value)s organisations have this name."),
    "other_region": _("But in different regions."),
    "other_country": _("But in different countries."),
    "other_number": _("But with different identifiers of one register."),
    "other_form": _("But of different legal forms."),
    "other_day": _("But founded at different times."),
}
# What a list of pairs is narrowed by.
TITLES = {
    "same_number": _("same identifier"),
    "same_name": _("same name"),
    "near_name": _("like name"),
    "initials": _("initials"),
    "same_site": _("same website"),
    "same_email": _("same e-mail address"),
    "same_phone": _("same telephone"),
}
POINTS = {"same_number": 100, "same_name": 80, "same_site": 60, "same_email": 60, "same_phone": 60, "initials": 50}
FURTHER = 10  # for each sign besides the strongest
FOR_OR_AGAINST = {
    "same_region": 12,
    "same_day": 8,
    "other_region": -25,
    "other_country": -40,
    "other_number": -35,
    "other_form": -25,
    "other_day": -20,
}
SHORT_NAME, SHORT_NAME_POINTS = 4, 62  # letters: «ЦРМ» stands for many things
NEAR_NAME_POINTS = 1.2  # fewer than for the same name for each percent that is lacking
DAYS_APART = 31
# For each doubling of those who have the name, at most: twenty regions make a namesake in the same one unlikely.
NAMESAKE_NEARBY, NAMESAKE_ANYWHERE, MOST_FOR_NAMESAKES = 3, 6, 24


@dataclass(slots=True)
class Facts:
    """What is known of an organisation when it is compared; `pk` is None while it is being typed."""

    pk: int | None = None
    country: str = ""
    region: int | None = None
    founded_on: object = None
    parent: int | None = None
    keys: dict = field(default_factory=dict)

    def values(self, kind):
        return self.keys.get(kind, frozenset())


def sentences(reasons):
    """Return what the codes of `reasons` mean, in the active language, the strongest first."""
    return [str(message) % {"value": reasons[code]} for code, message in MESSAGES.items() if code in reasons]


def compare(one, other, namesakes):
    """Return (score, {code: what is in common}) of two Facts; no reasons at all where nothing is in common.

    `namesakes` is {key of a name: how many organisations have it}, of the names that more than two have.
    """
    reasons = signs(one, other)
    if not reasons or other.pk in (one.pk, one.parent) or (other.parent and other.parent == one.pk):
        return 0, {}
    points = sorted((points_of(code, value) for code, value in reasons.items()), reverse=True)
    score = points[0] + FURTHER * (len(points) - 1)
    if "same_number" not in reasons:
        reasons |= (around := circumstances(one, other, reasons))
        score += sum(FOR_OR_AGAINST[code] for code in around)
        if count := namesakes.get(reasons.get("same_name")):
            reasons["namesakes"] = count
            each = NAMESAKE_NEARBY if "same_region" in reasons else NAMESAKE_ANYWHERE
            score -= min(MOST_FOR_NAMESAKES, each * log2(count - 1))
    return max(0, min(100, round(score))), reasons


def points_of(code, value):
    if code == "near_name":
        return POINTS["same_name"] - NEAR_NAME_POINTS * (100 - value)
    if code == "same_name" and len(value) < SHORT_NAME:
        return SHORT_NAME_POINTS
    return POINTS[code]


def signs(one, other):
    """Return the signs that two Facts are of one organisation."""
    reasons = {}
    numbers = one.values(Kind.NUMBER) | one.values(Kind.SET_ASIDE)
    shared = {
        "same_number": numbers & (other.values(Kind.NUMBER) | other.values(Kind.SET_ASIDE)),
        "same_name": one.values(Kind.NAME) & other.values(Kind.NAME),
        "same_site": one.values(Kind.SITE) & other.values(Kind.SITE),
        "same_email": one.values(Kind.EMAIL) & other.values(Kind.EMAIL),
        "same_phone": one.values(Kind.PHONE) & other.values(Kind.PHONE),
    }
    for code, values in shared.items():
        if values:
            reasons[code] = max(values, key=len)
    if "same_name" not in reasons:
        if (percent := best_likeness(one, other)) >= LEAST_LIKE_NAMES:
            reasons["near_name"] = percent
        elif initials := crosswise(one, other):
            reasons["initials"] = max(initials)
    return reasons


def best_likeness(one, other):
    return max(
        (likeness(left, right) for left in one.values(Kind.NAME) for right in other.values(Kind.NAME)), default=0
    )


def crosswise(one, other):
    """Return the names of either that are the initials of the other."""
    return (one.values(Kind.NAME) & other.values(Kind.INITIALS)) | (one.values(Kind.INITIALS) & other.values(Kind.NAME))


def circumstances(one, other, reasons):
    """Return what speaks for and against two Facts being of one organisation, but is no sign by itself."""
    found = {}
    if one.region and other.region:
        found["same_region" if one.region == other.region else "other_region"] = ""
    if one.country and other.country and one.country != other.country:
        found = {"other_country": ""}
    schemes = schemes_of(one) & schemes_of(other)
    if schemes:
        found["other_number"] = min(schemes)
    forms = one.values(Kind.FORM), other.values(Kind.FORM)
    if all(forms) and forms[0].isdisjoint(forms[1]) and not reasons.keys() & {"same_site", "same_email", "same_phone"}:
        found["other_form"] = ""  # one who shares the address calls it differently; a namesake is another
    if one.founded_on and other.founded_on:
        days = abs((one.founded_on - other.founded_on).days)
        if days == 0 or days > DAYS_APART:
            found["other_day" if days else "same_day"] = ""
    return found


def schemes_of(facts):
    return {number.partition(":")[0] for number in facts.values(Kind.NUMBER)}
