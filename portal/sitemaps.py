"""Every public page in the languages with a finished interface, from the same rule of visibility as the pages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.template.response import TemplateResponse
from django.urls import reverse

from events.models import Event, Session
from goals.models import Goal
from knowledge.models import Resource, Story
from partnerships.models import Commitment, Partnership
from people.models import Organisation, Person
from portal.pictures.drawn import PICTURES
from reviews.models import NationalReview

PAGES = [
    "portal:home", "portal:about", "portal:accessibility", "portal:api", "events:list", "people:people",
    "people:organisations", "people:figures", "people:bodies", "partnerships:list", "partnerships:commitments", "goals:list",
    "knowledge:resources", "knowledge:stories", "reviews:list", "pictures:index", "portal:finder",
    *(f"pictures:{name}" for name in PICTURES),
]  # fmt: skip


class InEachLanguage(Sitemap):
    i18n = True
    alternates = True
    languages = settings.INTERFACE_LANGUAGES
    limit = 10_000  # addresses in one answer; the protocol allows 50,000

    def get_domain(self, site=None):
        """The portal's own address, whatever host the request named: the same as in each page's `rel=canonical`."""
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme


class PageSitemap(InEachLanguage):
    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class RowSitemap(InEachLanguage):
    """The published rows of one model."""

    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows.all().published().order_by("pk")

    def lastmod(self, item):
        return getattr(item, "updated_at", None)


class BesideRowSitemap(RowSitemap):
    """Pages that each of the rows has besides its own, at `route`."""

    def __init__(self, rows, route):
        super().__init__(rows)
        self.route = route

    def location(self, item):
        return reverse(self.route, args=[item.slug])


SITEMAPS = {
    "pages": PageSitemap,
    "events": RowSitemap(Event.objects),
    "sessions": RowSitemap(Session.objects.select_related("event")),
    "people": RowSitemap(Person.objects),
    "organisations": RowSitemap(Organisation.objects),
    "partnerships": RowSitemap(Partnership.objects),
    "commitments": RowSitemap(Commitment.objects),
    "goals": RowSitemap(Goal.objects),
    "resources": RowSitemap(Resource.objects),
    "stories": RowSitemap(Story.objects),
    "reviews": RowSitemap(NationalReview.objects),
    "review-figures": BesideRowSitemap(NationalReview.objects, "reviews:figures"),
    "review-annexes": BesideRowSitemap(NationalReview.objects, "reviews:annex"),
}


def index(request):
    """Name the sitemap of each kind of page, in as many parts as it has. Django's own would name the request's host."""
    parts = []
    for name, section in SITEMAPS.items():
        pages = (section() if isinstance(section, type) else section).paginator.num_pages
        address = settings.SITE_URL + reverse("sitemap", args=[name])
        parts += [{"location": address if page == 1 else f"{address}?p={page}"} for page in range(1, pages + 1)]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")
