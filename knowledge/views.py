from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from events.models import Session
from events.programme import session_rows
from knowledge.filters import ResourceFilter, StoryFilter
from knowledge.models import Resource, Story
from knowledge.thread import thread_of_story
from partnerships.thread import shown
from photos.models import Photo
from places.countries import country_name
from publishing.detail_pages import DetailPage
from publishing.keyset import Keyset
from publishing.list_pages import ListPage

# The fields that tell a practice, in the order in which one reads them.
PRACTICE = ["challenge", "actions_taken", "results", "enabling_factors", "constraints_met", "how_to_replicate"]


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
    other_forms = [(_("Feed (Atom)"), "application/atom+xml", "knowledge:story_feed")]


class ResourcePage(DetailPage):
    queryset = Resource.objects.all()
    template_name = "knowledge/resource_detail.html"

    def above(self):
        return [{"label": _("Knowledge"), "url": reverse_lazy("knowledge:resources")}]

    def get_queryset(self):
        sessions = Prefetch("session", Session.objects.visible_to(self.request.user).select_related("event"))
        return super().get_queryset().for_cards(self.request.user).prefetch_related(sessions)

    def get_context_data(self, **kwargs):
        resource = self.object
        practice = [(field, Resource._meta.get_field(field).verbose_name) for field in PRACTICE]
        countries = [country_name(code) for code in resource.countries]
        return super().get_context_data(practice=practice, countries=countries, **kwargs)


class StoryPage(DetailPage):
    queryset = Story.objects.all()
    template_name = "knowledge/story_detail.html"

    def above(self):
        return [{"label": _("Stories"), "url": reverse_lazy("knowledge:stories")}]

    def get_queryset(self):
        return super().get_queryset().for_cards(self.request.user)

    def get_picture(self):
        return next((shown.photo for shown in self.object.photos.all()), None)

    def get_context_data(self, **kwargs):
        story, user = self.object, self.request.user
        return super().get_context_data(
            events=story.events.visible_to(user).for_cards(user).chronological(),
            sessions=session_rows(story.sessions.visible_to(user).chronological(), user),
            partnerships=story.partnerships.visible_to(user).for_cards(user).latest_first(),
            people=story.people.visible_to(user).by_name().prefetch_related(portraits(user)),
            organisations=story.organisations.visible_to(user)
            .by_name()
            .select_related("region")
            .with_verification(user),
            steps=shown(thread_of_story(story, user)),
            **kwargs,
        )


def portraits(user):
    return Prefetch("portrait", Photo.objects.visible_to(user))
