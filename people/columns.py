"""Organisations as a table: what its columns are called and what stands in their cells.

The importer of registers knows these columns, so that what was exported comes back unchanged.
"""

from django.utils.translation import gettext_lazy as _

from people.models import Organisation, OrganisationName
from people.models.organisations import Kind
from places.countries import Country, language_name
from places.models import Region
from publishing.cells import LONGEST, in_lines, in_one_line, joined, plain
from publishing.templatetags.content import spoken
from publishing.wording import LANGUAGE_CODES, in_every_language

LABELS = {
    "guid": _("GUID"),
    "identifier": _("identifier"),
    "acronym": _("acronym"),
    "former_name": _("former name"),
    "alias": _("also known as"),
    "transliteration": _("transliteration"),
    "legal_form": _("legal form"),
    "kind": _("kind"),
    "country": _("country"),
    "region": _("region"),
    "regions": _("regions of operation"),
    "address": _("registered address"),
    "founded_on": _("founded on"),
    "status": _("status"),
    "website": _("website"),
    "email": _("public e-mail address"),
    "telephone": _("public telephone"),
    "goals": _("goals"),
    "targets": _("targets"),
    "focus_areas": _("focus areas"),
    "groups": _("groups served"),
}
WORDED = {"name": _("name"), "description": _("description")}
NAMES = in_every_language("name")
DESCRIPTIONS = in_every_language("description")
OTHER_NAMES = {
    "acronym": OrganisationName.Kind.ACRONYM,
    "former_name": OrganisationName.Kind.FORMER,
    "alias": OrganisationName.Kind.ALIAS,
    "transliteration": OrganisationName.Kind.TRANSLITERATION,
}
NO_NAMES = [""] * len(OTHER_NAMES)
EXPORTED = [
    "guid", *NAMES, "identifier", "kind", "legal_form", "country", "region", "address", "founded_on", "status", "website",
    "email", "telephone", "regions", "goals", "targets", "focus_areas", "groups", *OTHER_NAMES, *DESCRIPTIONS,
]  # fmt: skip


def label_of(name):
    """Return what a column is called in the active language: "region", "name (Kazakh)"."""
    base, _dash, code = name.rpartition("_")
    if base in WORDED:
        return _("%(field)s (%(language)s)") % {"field": WORDED[base], "language": language_name(code)}
    return LABELS[name]


class Table:
    """Turns rows of TableSerializer, in every language, into rows of cells; words are of the active language."""

    def __init__(self):
        self.headings = [str(label_of(name)) for name in EXPORTED]
        self.words = {
            code: f"{code} {label}"
            for choices in (Country.choices, Kind.choices, Organisation.Status.choices)
            for code, label in choices
        }
        self.words |= {region.code: f"{region.code} {spoken(region, 'name')[0]}" for region in Region.objects.all()}

    def cells(self, row):
        """Return the texts of `row` for the columns of EXPORTED."""
        words, name, description, other_names = self.words, row["name"], row["description"], row["other_names"]
        goals, targets = tagged(row["tags"])
        return [
            row["guid"],
            *[told(name[code]) if code in name else "" for code in LANGUAGE_CODES],
            joined([f"{one['scheme']}-{one['value']}" for one in row["identifiers"]]),
            words[row["kind"]],
            told(row["legal_form"]),
            words.get(row["country"], ""),
            words.get(row["region"], ""),
            told(row["address"]),
            row["founded_on"] or "",
            words[row["status"]],
            *[told(row[name]) for name in ("website", "email", "telephone")],
            joined([words[code] for code in row["regions"]]),
            goals,
            targets,
            joined(row["focus_areas"]),
            joined(row["groups"]),
            *(named(other_names) if other_names else NO_NAMES),
            *[told(description[code], in_lines) if code in description else "" for code in LANGUAGE_CODES],
        ]


def told(text, tidied=in_one_line):
    """Return what somebody wrote as a cell; what is longer than a cell may be is left out."""
    cell = plain(tidied(text)) if text else ""
    return cell if len(cell) <= LONGEST else ""


def tagged(tags):
    """Return the cells of goals served as a whole, and of targets."""
    goals = [str(tag["goal"]) for tag in tags if tag["target"] is None]
    return joined(goals), joined([tag["target"] for tag in tags if tag["target"]])


def named(names):
    """Return the cells of other names, one for each kind of OTHER_NAMES."""
    return [
        told(joined([in_one_line(name["text"]) for name in names if name["kind"] == kind]))
        for kind in OTHER_NAMES.values()
    ]
