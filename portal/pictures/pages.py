"""The pages of the pictures, and each as CSV: what is asked stands in the address, a slip in it is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from people.facets import memory
from portal.pictures.asking import Asking
from portal.pictures.drawn import PICTURES
from publishing.cells import plain
from publishing.downloads import csv_answer, licensed, refused
from reviews.models import NationalReview

HEADING = _("Pictures that answer questions")


# Lists that can be looked at as a map of the regions.
ON_MAP = [
    (_("Organisations"), "people:organisations"),
    (_("Commissions, councils and working groups"), "people:bodies"),
    (_("Partnerships"), "partnerships:list"),
    (_("Commitments"), "partnerships:commitments"),
    (_("Events"), "events:list"),
]


class PicturesPage(TemplateView):
    """The questions, each with the way to its picture."""

    template_name = "portal/pictures/index.html"

    def get_context_data(self, **kwargs):
        reviews = NationalReview.objects.visible_to(self.request.user).latest_first()
        return super().get_context_data(
            pictures=PICTURES.values(),
            maps=[{"label": label, "url": f"{reverse(route)}?view=map"} for label, route in ON_MAP],
            reviews=[
                {"label": review.title, "url": reverse("reviews:figures", args=[review.slug])} for review in reviews
            ],
            heading=HEADING,
            trail=[{"label": HEADING, "url": ""}],
            **kwargs,
        )


class PicturePage(TemplateView):
    """One picture: the choices, the sentence, the drawing, the table. Configured by `picture`, a subclass of Picture."""

    picture = None

    def get_template_names(self):
        return [f"portal/pictures/{self.picture.name}.html"]

    def get_context_data(self, **kwargs):
        picture = drawn(self.picture, self.request)
        form = picture.asking
        return super().get_context_data(
            **picture.context(),
            picture=picture,
            form=form,
            is_narrowed=bool(form.query()) or bool(form.errors),
            address=self.request.path,
            csv_url=reverse(f"pictures:{picture.name}_csv") + form.query(),
            trail=[{"label": HEADING, "url": reverse("pictures:index")}, {"label": picture.heading, "url": ""}],
            **kwargs,
        )


class PictureTable(TemplateView):
    """The table of a picture as CSV; a wrong choice is refused, for nobody reads a hint in a file."""

    picture = None

    def get(self, request, **kwargs):
        picture = drawn(self.picture, request)
        if picture.asking.errors:
            return refused(picture.asking)
        headings, rows = picture.table()
        safe = ([plain(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
        return licensed(csv_answer(f"{picture.name}", list(map(str, headings)), safe))


def drawn(picture_class, request):
    """Return the picture as asked for by the visitor."""
    picture = picture_class(request.user, memory.current(), request.GET)
    picture.asking = Asking(request.GET, picture.choices())
    return picture
