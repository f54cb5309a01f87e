"""Atom feeds (RFC 4287): what was new or changed last in a list, narrowed by the list's own filters."""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic.list import BaseListView

from publishing.addresses import full
from publishing.downloads import refused, shown
from publishing.list_pages import query_of
from publishing.templatetags.content import told
from publishing.views import NarrowedMixin

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ENTRIES = 50


class StableAtom(Atom1Feed):
    """The same rows give the same bytes: a feed without entries is as old as the era, not as the question."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))


class AtomFeed(NarrowedMixin, BaseListView):
    """Configured by `queryset`, `filterset_class`, `title`, `list_name` (the route of the page) and `entry(row)`.

    A feed without filters has its own `get_queryset` and `page`, one of rows without identity its own `identity`.
    """

    title = list_name = ""
    filterset = None
    latest_first = ("-updated_at", "-pk")

    def get(self, request, **kwargs):
        rows = self.get_queryset()
        if self.filterset is not None and self.filterset.errors:
            return refused(self.filterset)
        feed = self.feed()
        for row in rows.order_by(*self.latest_first)[:ENTRIES]:
            feed.add_item(**self.identity(row), **self.entry(row))
        return shown(feed.writeString("utf-8"), CONTENT_TYPE, "feed.xml")

    def page(self):
        """Return the address of the page that shows the same rows."""
        return reverse(self.list_name) + query_of(self.request.GET, self.filterset_class)

    def feed(self):
        address = full(self.request.get_full_path())
        return StableAtom(
            title=_("%(title)s – %(site)s") % {"title": self.title, "site": settings.SITE_NAME},
            link=full(self.page()),
            description=None,
            language=get_language(),
            author_name=settings.SITE_NAME,
            author_link=settings.SITE_URL,
            feed_copyright=settings.DATA_LICENCE_NAME,
            feed_url=address,
            feed_guid=address,
        )

    def identity(self, row):
        """Return what an entry says of every kind of row."""
        return {
            "title": told(row, "title"),
            "link": full(row.get_absolute_url()),
            "unique_id": f"urn:uuid:{row.guid}",
            "pubdate": row.published_at or row.created_at,
            "updateddate": row.updated_at,
        }

    def entry(self, row):
        """Return the rest: `description` (HTML), `author_name`, `categories`."""
        raise NotImplementedError
