"""The annex as PDF."""

from django.conf import settings
from django.utils.translation import gettext as _

from publishing.cells import NO_TEXT
from publishing.papers import BRIDGE, MUTED, Paper


class AnnexPaper(Paper):
    def footer(self):
        self.set_y(-12)
        self.set_font("PT Sans", "", 8)
        self.set_text_color(*MUTED)
        self.cell(0, 5, f"{settings.SITE_NAME} · {self.page_no()}", align="C")

    def line_of(self, text, size, **options):
        super().line_of(NO_TEXT.sub(" ", str(text)), size, **options)

    def heading(self, text):
        """Write a heading that never stands alone at the foot of a page."""
        if self.will_page_break(30):
            self.add_page()
        self.line_of(text, 15, style="B", colour=BRIDGE, after=2)


def pdf_of(annex):
    """Return `annex` as the bytes of a PDF."""
    paper = AnnexPaper(f"{annex.title}. {annex.subtitle}", format="A4")
    paper.set_auto_page_break(True, margin=18)
    paper.set_margin(20)
    paper.set_y(20)
    paper.line_of(annex.subtitle, 12, colour=MUTED, after=1)
    paper.line_of(annex.title, 22, style="B", colour=BRIDGE, after=3)
    paper.line_of(annex.note, 10, after=1)
    paper.line_of(annex.address, 9, colour=MUTED, after=6)
    for entry in annex.entries:
        write(paper, entry)
    if annex.index:
        paper.heading(_("Index by goal"))
        for goal, numbers in annex.index:
            paper.line_of(f"{goal}: {', '.join(map(str, numbers))}", 10, after=1)
        paper.ln(4)
    if annex.sources:
        paper.heading(_("Sources"))
        for number, address in annex.sources:
            paper.line_of(f"{number}. {address}", 9, after=1)
        paper.ln(4)
    paper.line_of(_("Licence: %(name)s, %(url)s") % annex.licence, 9, colour=MUTED, after=0)
    return bytes(paper.output())


def write(paper, entry):
    if paper.will_page_break(26):
        paper.add_page()
    paper.line_of(f"{entry.number}. {entry.who}", 13, style="B", after=0)
    paper.line_of(" · ".join(part for part in (entry.side, entry.about) if part), 9, colour=MUTED, after=1)
    paper.line_of(entry.text, 11, after=1)
    if entry.evidence:
        paper.line_of(_("Evidence: %(address)s") % {"address": entry.evidence}, 9, colour=MUTED, after=1)
    paper.line_of(_("Answer: %(answer)s") % {"answer": entry.answered}, 10, style="B", after=5)
