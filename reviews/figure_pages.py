"""The figures of one review: all of them on a page, each by itself as CSV."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.cells import plain
from publishing.detail_pages import AtOwnAddress, DetailPage
from publishing.downloads import csv_answer, licensed
from reviews.figures import FIGURES, Asked
from reviews.models import NationalReview
from reviews.views import REVIEWS

HEADING = gettext_lazy("Who contributed, in figures")


def asked_of(review, user):
    return Asked(review.contributions.visible_to(user), review.get_absolute_url())


class FiguresPage(DetailPage):
    queryset = NationalReview.objects.all()
    template_name = "reviews/review_figures.html"

    def above(self):
        return [REVIEWS, {"label": self.object.title, "url": self.object.get_absolute_url()}]

    def get_name(self):
        return HEADING

    def address_of(self, row):
        return reverse("reviews:figures", args=[row.slug])

    def get_context_data(self, **kwargs):
        asked = asked_of(self.object, self.request.user)
        figures = [self.figure_of(name, asked) for name in FIGURES] if asked.total else []
        return super().get_context_data(figures=figures, total=asked.total, **kwargs)

    def figure_of(self, name, asked):
        figure = FIGURES[name](asked)
        figure.csv_url = reverse("reviews:figure", args=[self.object.slug, name])
        return figure


class FigureTable(AtOwnAddress):
    """The table of one figure as CSV: a code, the label and the number."""

    queryset = NationalReview.objects.all()

    def address_of(self, row):
        return reverse("reviews:figure", args=[row.slug, self.kwargs["name"]])

    def answer(self):
        name = self.kwargs["name"]
        figure = FIGURES[name](asked_of(self.object, self.request.user))
        rows = [[row.code, plain(row.label), *row.numbers] for row in figure.rows]
        headings = [_("code"), *figure.headings[:2]]
        return licensed(csv_answer(f"{self.object.slug}-{name}", headings, rows))
