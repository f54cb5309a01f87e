from django.core.signing import BadSignature
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from events import calendars
from events.calendar_views import calendar_answer
from events.models import Event
from events.my_programme import ChoiceForm, at_one_time, chosen_among, signed, ticked_in
from events.programme import by_day, grouped, session_rows
from publishing.detail_pages import DetailPage
from publishing.templatetags.content import told


class OwnProgramme(DetailPage):
    """What is shown to whoever has its address, and kept for nobody else."""

    queryset = Event.objects.all()
    route = ""

    def get_queryset(self):
        return super().get_queryset().for_calendar(self.request.user)

    def address_of(self, row):
        return reverse(self.route, kwargs={**self.kwargs, "slug": row.slug})

    def above(self):
        return [{"label": told(self.object, "title"), "url": self.object.get_absolute_url()}]

    def get_name(self):
        return _("My programme")

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def sessions(self):
        return self.object.sessions.visible_to(self.request.user).chronological()


class ChoosePage(OwnProgramme):
    """The sessions of an event with a box each; ticked and sent, they lead to the address of one's own programme."""

    template_name = "events/programme_choice.html"
    route = "events:choose"

    def get_name(self):
        return _("Choose your sessions")

    def answer(self):
        asked = self.request.GET
        form = ChoiceForm(asked if "s" in asked or "choose" in asked else None, sessions=self.sessions())
        if form.is_valid():
            token = signed(self.object, form.cleaned_data["s"])
            return HttpResponseRedirect(reverse("events:mine", args=[self.object.slug, token]))
        page = self.render_to_response(self.get_context_data(object=self.object, form=form, ticked=self.ticked()))
        page.status_code = 400 if form.is_bound else 200
        return page

    def ticked(self):
        """Return the keys of the sessions ticked before: in this form, or in the programme that is being changed."""
        sent = {int(key) for key in self.request.GET.getlist("s") if key.isdecimal() and len(key) < 19}
        return sent or ticked_in(self.object, self.request.GET.get("from", ""))

    def get_context_data(self, **kwargs):
        rows = session_rows(self.sessions(), self.request.user)
        return super().get_context_data(programme=grouped(self.object, rows, by_day), **kwargs)


class MyProgrammePage(OwnProgramme):
    """The sessions that a signed address means."""

    template_name = "events/programme_mine.html"
    route = "events:mine"

    def chosen(self):
        try:
            return chosen_among(self.sessions(), self.object, self.kwargs["token"])
        except BadSignature:
            raise Http404 from None

    def get_context_data(self, **kwargs):
        rows = session_rows(self.chosen(), self.request.user)
        return super().get_context_data(
            programme=grouped(self.object, rows, by_day),
            at_one_time=at_one_time(rows),
            token=self.kwargs["token"],
            calendar_url=reverse("events:mine_calendar", kwargs=self.kwargs),
            **kwargs,
        )


class MyCalendar(MyProgrammePage):
    route = "events:mine_calendar"

    def answer(self):
        sessions = self.chosen().select_related("room__place")
        name = f"{_('My programme')}: {told(self.object, 'title')}"
        entries = [calendars.session_entry(session) for session in sessions]
        return calendar_answer(self.request, name=name, entries=entries, file="my-programme")
