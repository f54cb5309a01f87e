from django.conf import settings
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from events.models import Event
from goals.models import Goal
from knowledge.models import Story
from knowledge.thread import thread_of_story
from partnerships.iati.views import files_of
from partnerships.models import Commitment, Partnership
from people.models import Organisation
from portal.search.query import search
from portal.search.words import MOST_CHARACTERS
from portal.styleguide import sample_context
from publishing.downloads import licence


class HomePage(TemplateView):
    """What the portal is for, the thread of a real story, what is on next, and what there is so far."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        events = Event.objects.visible_to(user).for_cards(user)
        stories = list(Story.objects.visible_to(user).for_cards(user).latest_first()[:3])
        # The latest story that tells of a partnership: its thread is shown in full.
        followed = Story.objects.visible_to(user).filter(partnerships__in=Partnership.objects.visible_to(user))
        story = followed.latest_first().first()
        return super().get_context_data(
            upcoming=events.upcoming(now).chronological()[:3],
            past=events.past(now).latest_first()[:3],
            stories=stories,
            goals=Goal.objects.order_by("number"),
            followed=story,
            steps=thread_of_story(story, user) if story else [],
            figures=figures(user),
            feeds=feeds(),
            **kwargs,
        )


def feeds():
    """Return [{label, type, url}] of what feed readers find on the home page."""
    found = [(_("Events"), "events:feed"), (_("Stories"), "knowledge:story_feed")]
    return [{"label": label, "type": "application/atom+xml", "url": reverse(route)} for label, route in found]


def figures(user):
    """Return [{number, label, url}] of what `user` may see; one count each."""
    counted = [
        (Event, _("events"), "events:list"),
        (Organisation, _("organisations"), "people:organisations"),
        (Partnership, _("partnerships"), "partnerships:list"),
        (Commitment, _("commitments"), "partnerships:commitments"),
    ]
    return [
        {"number": model.objects.visible_to(user).count(), "label": label, "url": reverse(route)}
        for model, label, route in counted
    ]


class SearchPage(TemplateView):
    """Everything that has the words, narrowed by kind."""

    template_name = "portal/search.html"

    def get(self, request, *args, **kwargs):
        """A query longer than is read leads to its beginning: the page repeats it in a dozen links."""
        asked = request.GET.get("q", "")
        if len(asked) <= MOST_CHARACTERS:
            return super().get(request, *args, **kwargs)
        parameters = request.GET.copy()
        parameters["q"] = asked[:MOST_CHARACTERS]
        return HttpResponseRedirect(f"{request.path}?{parameters.urlencode()}")

    def get_context_data(self, **kwargs):
        words, kind = self.request.GET.get("q", ""), self.request.GET.get("kind", "")
        user = self.request.user if self.request.user.is_authenticated else None
        results = search(words, user=user, kind=kind)
        page = results.page(after=self.request.GET.get("after"))
        return super().get_context_data(query=words, kind=kind, results=results, page=page, **kwargs)


class AboutPage(TemplateView):
    template_name = "portal/about.html"


class AccessibilityPage(TemplateView):
    template_name = "portal/accessibility.html"


class ApiPage(TemplateView):
    template_name = "portal/api.html"

    def get_context_data(self, **kwargs):
        exports = files_of(Partnership.objects.all(), reverse("iati:all"))
        return super().get_context_data(licence=licence(), exports=exports, **kwargs)


class StyleGuide(TemplateView):
    """Every component with made-up rows; only where DEBUG is on."""

    template_name = "styleguide.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**sample_context(), **kwargs)


def to_language_of_browser(request):
    """Send a visitor to the home page in the language their browser asks for."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("portal:home"))
    response.headers["Vary"] = "Accept-Language"
    return response


def health(request):
    """Say "ok" once the database answers; whatever watches the portal asks this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/account/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")
