"""One partnership as an IATI activity: its elements, in the order that the schema demands."""

from django.conf import settings
from django.utils.translation import override
from lxml.builder import E

from partnerships.iati import dates, documents, money, organisations, places, results, tags
from partnerships.iati.narratives import LANGUAGE, narrative, narratives, own_first, prose
from partnerships.models.partnerships import Status
from publishing.wording import languages_with

# The code list ActivityStatus: 1 pipeline, 2 implementation, 4 closed, 5 cancelled, 6 suspended. What is overdue to close
# has not been said to be complete, as 3, finalisation, would.
STATUSES = {
    Status.PLANNED: "1",
    Status.SIGNED: "2",
    Status.RUNNING: "2",
    Status.OVERDUE: "2",
    Status.ENDED: "4",
    Status.CANCELLED: "5",
    Status.SUSPENDED: "6",
}
GENERAL, TARGET_GROUPS = "1", "3"  # of the code list DescriptionType
OTHER_IDENTIFIER = "A9"  # of the code list OtherIdentifierType


def activity_element(partnership):
    """Return the iati-activity of `partnership`, one of `rows.exported`.

    Addresses in it are those of the portal's own language, whatever language is active.
    """
    with override(settings.LANGUAGE_CODE):
        return E("iati-activity", {LANGUAGE: settings.LANGUAGE_CODE}, *elements(partnership))


def elements(partnership):
    """Return all that is told of `partnership`, in the order of the schema."""
    return [
        E("iati-identifier", identifier_of(partnership)),
        organisations.reporting_org(partnership),
        E.title(*narratives(partnership, "title")),
        *descriptions(partnership),
        *organisations.participating_orgs(partnership),
        other_identifier(partnership),
        E("activity-status", code=STATUSES[partnership.status]),
        *dates.activity_dates(partnership),
        *places.scope(partnership),
        *places.recipient_countries(partnership),
        *places.locations(partnership),
        *tags.sectors(partnership),
        *tags.tags(partnership),
        *money.budgets(partnership),
        *money.transactions(partnership),
        *documents.document_links(partnership),
        *results.results(partnership),
    ]


def identifier_of(partnership):
    """Return what IATI calls `partnership`: the reference of who reports it, then our identity of it, which stays."""
    return f"{organisations.reference_of(partnership.reporting_organisation)}-{partnership.guid}"


def other_identifier(partnership):
    """Return our identity of it alone: it stays when another organisation reports it, and the whole one does not."""
    owner = E("owner-org", narrative(settings.SITE_NAME, settings.LANGUAGE_CODE))
    return E("other-identifier", {"ref": str(partnership.guid), "type": OTHER_IDENTIFIER}, owner)


def descriptions(partnership):
    found = [E.description({"type": GENERAL}, *prose(partnership, "summary"))]
    served = groups(partnership)
    return [*found, E.description({"type": TARGET_GROUPS}, *served)] if served else found


def groups(partnership):
    """Return whom it serves, in each language that all of them are named in."""
    found = list(partnership.groups.all())
    known = [languages_with(group, "name") for group in found]
    common = [code for code in known[0] if all(code in codes for codes in known)] if known else []
    names = {code: "; ".join(getattr(group, f"name_{code}") for group in found) for code in own_first(common)}
    return [narrative(text, code) for code, text in names.items()]
