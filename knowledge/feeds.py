from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from knowledge.filters import StoryFilter
from knowledge.models import Story
from publishing.feeds import AtomFeed
from publishing.templatetags.content import told


class StoryFeed(AtomFeed):
    """Stories that were told or changed last."""

    queryset = Story.objects.all()
    filterset_class = StoryFilter
    title = _("Stories")
    list_name = "knowledge:stories"

    def entry(self, row):
        return {"description": format_html("<p>{}</p>", told(row, "lead")), "author_name": settings.SITE_NAME}
