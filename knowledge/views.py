from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from knowledge.filters import ResourceFilter, StoryFilter
from knowledge.models import Resource, Story
from publishing.detail_pages import DetailPage
from publishing.keyset import Keyset
from publishing.list_pages import ListPage


class ResourceList(ListPage):
    queryset = Resource.objects.all()
    filterset_class = ResourceFilter
    keyset = Keyset("published_at", descending=True, may_be_empty=True)
    template_name = "knowledge/resource_list.html"
    heading = _("Knowledge")
    empty_title = _("No knowledge shared yet")
    count_label = ngettext_lazy("%(count)d resource", "%(count)d resources", "count")


class StoryList(ListPage):
    queryset = Story.objects.all()
    filterset_class = StoryFilter
    keyset = Keyset("dated_on", descending=True)
    template_name = "knowledge/story_list.html"
    heading = _("Stories")
    empty_title = _("No stories yet")
    count_label = ngettext_lazy("%(count)d story", "%(count)d stories", "count")


class ResourcePage(DetailPage):
    queryset = Resource.objects.all()
    template_name = "knowledge/resource_detail.html"

    def above(self):
        return [{"label": _("Knowledge"), "url": reverse_lazy("knowledge:resources")}]

    def get_queryset(self):
        return super().get_queryset().for_cards(self.request.user)


class StoryPage(DetailPage):
    queryset = Story.objects.all()
    template_name = "knowledge/story_detail.html"

    def above(self):
        return [{"label": _("Stories"), "url": reverse_lazy("knowledge:stories")}]

    def get_queryset(self):
        user = self.request.user
        related = [
            Prefetch(name, Story._meta.get_field(name).related_model.objects.visible_to(user))
            for name in ("events", "partnerships", "people", "organisations")
        ]
        return super().get_queryset().for_cards(user).prefetch_related(*related)
