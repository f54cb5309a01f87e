"""What can be read about an activity: its page here, its website, its documents."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from lxml.builder import E

from partnerships.iati.narratives import narratives, words
from partnerships.models import Partnership, PartnershipDocument
from publishing.addresses import full
from publishing.cells import NO_TEXT
from publishing.documents import TYPES

Kind = PartnershipDocument.Kind
HTML = "text/html"
# Of the code list DocumentCategory.
MEMORANDUM, CONTRACT, WEB_PAGE, RESULTS = "A09", "A11", "A12", "A08"
CATEGORIES = {Kind.BUDGET: "A05", Kind.REPORT: RESULTS, Kind.EVALUATION: "A07"}
UNTOLD = {Kind.OTHER}  # the list has no category for what is in none
KNOWN_LANGUAGES = dict(settings.LANGUAGES)
STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def document_links(partnership):
    """Return its page here in the portal's own language, its website, then its documents in their order."""
    page = full(partnership.get_absolute_url())
    found = [link(page, HTML, WEB_PAGE, narratives(partnership, "title"), language=settings.LANGUAGE_CODE)]
    if partnership.website:
        found.append(link(partnership.website, HTML, WEB_PAGE, narratives(partnership, "title")))
    told = [document for document in partnership.documents.all() if document.kind not in UNTOLD]
    return [*found, *(document_link(document, partnership) for document in told)]


def document_link(document, partnership):
    titles = narratives(document, "title") or words(Kind(document.kind).label)
    category = CATEGORIES.get(document.kind) or agreement_of(partnership)
    media_type = media_type_of(document.file.name or urlsplit(document.url).path)
    told = {"language": document.language, "day": document.dated_on}
    return link(full(document.address), media_type, category, titles, **told)


def agreement_of(partnership):
    """Return the category of the text and the annexes of what was agreed."""
    return MEMORANDUM if partnership.kind == Partnership.Kind.MEMORANDUM else CONTRACT


def evidence(report):
    """Return where it is seen that what `report` says is true: kept here, or elsewhere."""
    kept, elsewhere = report.evidence_address, report.evidence_url
    found = [(full(kept), report.evidence_file.name)] if kept else []
    found += [(elsewhere, urlsplit(elsewhere).path)] if elsewhere else []
    titles = report._meta.verbose_name
    return [link(address, media_type_of(path), RESULTS, words(titles)) for address, path in found]


def media_type_of(path):
    """Return the media type of what lies at `path`: a page, unless its ending is that of a file."""
    return TYPES.get(PurePosixPath(path).suffix.lower(), HTML)


def link(address, media_type, category, titles, *, language="", day=None):
    """Return a document-link; a `language` that is none of ours was typed by somebody, and IATI's list might not know it."""
    return E(
        "document-link",
        {"url": uri(address), "format": media_type},
        E.title(*titles),
        E.category(code=category),
        *([E.language(code=language)] if language in KNOWN_LANGUAGES else []),
        *([E("document-date", {"iso-date": day.isoformat()})] if day else []),
    )


def uri(address):
    """Return `address` with all escaped in it that the schema's anyURI refuses and browsers take, such as brackets."""
    parts = urlsplit(address)
    # The letters of a host, as in .қаз, stay: the schema takes them, and escaped not every program would look it up.
    host = STRAY_PERCENT.sub("%25", NO_TEXT.sub("", parts.netloc))
    path, query, fragment = (quote(STRAY_PERCENT.sub("%25", one), safe="/:@!$&'()*+,;=?~%") for one in parts[2:])
    return urlunsplit((parts.scheme, host, path, query, fragment))
