"""The annex as a document of a word processor, to be worked on."""

from io import BytesIO

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from publishing.cells import NO_TEXT


def docx_of(annex):
    """Return `annex` as the bytes of a DOCX, with headings by which one finds one's way."""
    paper = Document()
    describe(paper, annex)
    paper.add_paragraph(clean(annex.subtitle), style="Subtitle")
    paper.add_heading(clean(annex.title), level=0)
    paper.add_paragraph(clean(annex.note))
    paper.add_paragraph(annex.address)
    for entry in annex.entries:
        write(paper, entry)
    if annex.index:
        paper.add_heading(_("Index by goal"), level=1)
        for goal, numbers in annex.index:
            paper.add_paragraph(clean(f"{goal}: {', '.join(map(str, numbers))}"))
    if annex.sources:
        paper.add_heading(_("Sources"), level=1)
        for number, address in annex.sources:
            paper.add_paragraph(clean(f"{number}. {address}"))
    paper.add_paragraph(_("Licence: %(name)s, %(url)s") % annex.licence)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def clean(text):
    """Return `text` without what XML cannot hold."""
    return NO_TEXT.sub(" ", str(text))


def describe(paper, annex):
    """Say in the file what it is, whose, and in which language it is to be read aloud and spelt."""
    told = paper.core_properties
    told.title, told.subject = clean(annex.title), clean(annex.subtitle)
    told.author = told.last_modified_by = settings.SITE_NAME
    told.comments, told.language = "", get_language()
    style = paper.styles["Normal"]
    style.font.size = Pt(11)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), get_language())


def write(paper, entry):
    paper.add_heading(clean(f"{entry.number}. {entry.who}"), level=2)
    line = paper.add_paragraph()
    line.add_run(clean(" · ".join(part for part in (entry.side, entry.about) if part))).italic = True
    for part in clean(entry.text).splitlines():
        if part.strip():
            paper.add_paragraph(part)
    if entry.evidence:
        paper.add_paragraph(clean(_("Evidence: %(address)s") % {"address": entry.evidence}))
    answer = paper.add_paragraph()
    answer.add_run(clean(_("Answer: %(answer)s") % {"answer": entry.answered})).bold = True
