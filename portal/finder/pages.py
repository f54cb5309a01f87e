"""The page of the finder."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import ListView

from people.facets import memory
from people.facets.paging import Tiers
from people.models import Organisation
from portal.finder.asking import FinderForm
from portal.finder.ranking import Finder
from publishing.charts import grouped
from publishing.list_pages import address_with, chips
from publishing.views import VisibleMixin

HEADING = _("Partner finder")
PAGE_SIZE = 20


class FinderPage(VisibleMixin, ListView):
    """Organisations for what is asked, the best match first; nobody while nothing is asked."""

    queryset = Organisation.objects.all()
    template_name = "portal/finder.html"

    @cached_property
    def finder(self):
        current = memory.current()
        return Finder(self.request.user, current, FinderForm(self.request.GET, self.request.user, current))

    def get_context_data(self, **kwargs):
        finder = self.finder
        rows = self.get_queryset().for_cards(self.request.user)
        page = Tiers([members for _rank, members in finder.tiers]).page(rows, self.request.GET, PAGE_SIZE)
        for organisation in page.rows:
            organisation.reasons = finder.reasons_for(organisation.pk)
        return super().get_context_data(
            object_list=page.rows,
            form=finder.asking,
            chips=chips(finder.asking, self.request.GET),
            is_asked=finder.is_asked,
            count=in_words(finder.count) if finder.is_asked else "",
            address=self.request.path,
            heading=HEADING,
            trail=[{"label": HEADING, "url": ""}],
            previous_url=address_with(self.request, page.previous),
            next_url=address_with(self.request, page.next),
            **kwargs,
        )


def in_words(count):
    words = ngettext(
        "%(count)s organisation, the best match first", "%(count)s organisations, the best match first", count
    )
    return words % {"count": grouped(count)}
