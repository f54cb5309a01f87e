"""The annex of a review: a page to print, and the same as PDF, DOCX and CSV."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.columns import told
from publishing.cells import in_lines, joined
from publishing.detail_pages import AtOwnAddress, DetailPage
from publishing.downloads import attached, csv_answer, licensed
from publishing.throttling import ExportThrottle, too_often
from reviews.annex.content import annex_of
from reviews.annex.pdf import pdf_of
from reviews.annex.word import docx_of
from reviews.models import NationalReview
from reviews.views import REVIEWS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = ["pdf", "docx", "csv"]
LARGE = {"pdf": ("application/pdf", pdf_of), "docx": (DOCX, docx_of)}


class AnnexPage(DetailPage):
    queryset = NationalReview.objects.all()
    template_name = "reviews/annex.html"

    def above(self):
        return [REVIEWS, {"label": self.object.title, "url": self.object.get_absolute_url()}]

    def get_name(self):
        return gettext_lazy("Annex: contributions of organisations")

    def address_of(self, row):
        return reverse("reviews:annex", args=[row.slug])

    def get_context_data(self, **kwargs):
        address = self.object.slug
        files = [{"label": form.upper(), "url": reverse("reviews:annex_file", args=[address, form])} for form in FORMS]
        return super().get_context_data(annex=annex_of(self.object), exports=files, **kwargs)


class AnnexFile(AtOwnAddress):
    """The same for a printer, a word processor or a spreadsheet."""

    queryset = NationalReview.objects.all()

    def address_of(self, row):
        return reverse("reviews:annex_file", args=[row.slug, self.kwargs["form"]])

    def answer(self):
        throttle = ExportThrottle()
        if not throttle.allow_request(self.request, self):
            return too_often(throttle)
        form, name, annex = self.kwargs["form"], f"annex-{self.object.slug}", annex_of(self.object)
        if form == "csv":
            return licensed(csv_answer(name, headings(), [cells(entry) for entry in annex.entries]))
        content_type, written = LARGE[form]
        return licensed(attached(HttpResponse(written(annex), content_type=content_type), name, form))


def headings():
    return [
        _("Number"), _("Organisation"), _("Side"), _("Contribution"), _("Goals"), _("Targets"), _("Evidence"),
        _("Answer"), _("Reason"), _("Page"),
    ]  # fmt: skip


def cells(entry):
    """Return an entry as cells in which no spreadsheet finds a formula."""
    words = [entry.evidence, entry.answer, entry.reason, entry.page]
    about = [joined(entry.goals), joined(entry.targets)]
    return [str(entry.number), told(entry.who), entry.side, told(entry.text, in_lines), *about, *map(told, words)]
