"""The programme of an event as one visitor asked for it: what they may see, narrowed, grouped, in their zone."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.programme.grid import grid_of
from events.programme.groups import grouped, grouping
from events.programme.narrowing import ProgrammeFilter
from events.programme.now import next_change, now_and_next
from events.programme.rows import session_rows
from events.zones import zone_for

VIEWS = {"list": _("List"), "grid": _("Grid")}
GROUPINGS = {"day": _("By day"), "room": _("By room"), "track": _("By track"), "goal": _("By goal")}
# An event with more days than this shows one of them at a time.
DAYS_AT_ONCE = 7


class Programme:
    """Sessions of `event`, chosen by the parameters of `request`: the filters of SessionFilter, `view`, `by` and `tz`.

    Page, API and calendar choose by the same names: `sessions` is the queryset, `rows` what a page shows of it.
    """

    def __init__(self, event, request):
        self.event, self.user, self.params = event, request.user, request.GET
        self.filterset = ProgrammeFilter(self.params, self.visible, request=request, of=event)

    @property
    def visible(self):
        return self.event.sessions.visible_to(self.user)

    @property
    def sessions(self):
        """What the filters leave of the event's sessions, in order; a day that is shown by default narrows nothing."""
        return self.filterset.qs.chronological()

    @cached_property
    def is_narrowed(self):
        form = self.filterset.form
        return form.is_valid() and any(form.cleaned_data.get(name) for name in form.fields)

    @cached_property
    def everything(self):
        """The rows of all sessions that the visitor may see."""
        return session_rows(self.visible.chronological(), self.user, zone=self.zone)

    @cached_property
    def found(self):
        """The rows that the filters leave."""
        if not any(self.params.get(name) for name in self.filterset.filters):
            return self.everything
        keys = set(self.filterset.qs.order_by().values_list("pk", flat=True))
        return [row for row in self.everything if row.key in keys]

    def rows_at(self, moment):
        """The rows that are shown: of an event of many days, unless something is chosen, one day; `moment` says which."""
        day = self.day_at(moment)
        return [row for row in self.found if row.day == day] if day else self.found

    def day_at(self, moment):
        """The day that a long event shows where nothing is chosen: that of `moment`, else the next, else the first."""
        if not self.is_long or self.is_narrowed:
            return None
        today = moment.astimezone(self.event.zone).date()
        return next((day for day in self.days if day >= today), self.days[0])

    @cached_property
    def form(self):
        """The form of the filters, with just what there is to choose from."""
        return self.filterset.offering(self.everything)

    @property
    def is_long(self):
        return len(self.days) > DAYS_AT_ONCE

    @cached_property
    def days(self):
        """The days of the event on which sessions begin."""
        return sorted({row.day for row in self.everything if row.day})

    @property
    def view(self):
        return self._one_of("view", VIEWS)

    @property
    def by(self):
        return self._one_of("by", GROUPINGS)

    def _one_of(self, name, known):
        asked = self.params.get(name)
        return asked if asked in known else next(iter(known))

    @cached_property
    def zone(self):
        return zone_for(self.event, self.params)

    def now_and_next(self, moment):
        return now_and_next(self.event, self.everything, moment)

    def next_change(self, moment):
        return next_change(self.event, self.everything, moment)

    def groups(self, rows):
        return grouped(self.event, rows, grouping(self.by))

    def grid(self, rows):
        """A grid is by day in any case: its columns are rooms, unless they are to be tracks or goals."""
        return grid_of(self.event, rows, grouping("room" if self.by == "day" else self.by), self.zone)
