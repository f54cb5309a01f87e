"""What became of commitments: by state today, for each goal or for each event at which they were made."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Session
from partnerships.models import Commitment
from partnerships.models.progress import Progress
from portal.pictures.sets import grouped_keys
from publishing.charts import grouped, percent


class Part(NamedTuple):
    """The commitments of a stream in one state; `x` and `width` in per cent of its length, `place` that of the state."""

    place: int
    label: str
    number: int
    shown: str
    url: str
    x: float
    width: float


@dataclass
class Stream:
    """The commitments of a goal or an event; `url` leads to them, or to the event."""

    code: str
    label: str
    url: str
    total: int
    parts: list

    @property
    def shown(self):
        return grouped(self.total)


class Made(NamedTuple):
    """An event that the visitor may see, with the commitments made there as bits."""

    event: Event
    members: int


def made_at_events(commitments):
    """Return [Made] of the Listed `commitments`, the latest first. A hidden session tells nothing of its event."""

    def read():
        sessions = Session.objects.visible_to(commitments.user)
        rows = Commitment.objects.filter(made_at_session__in=sessions.values("pk")).order_by()
        return grouped_keys(rows.values_list("made_at_session__event_id", "pk"))

    made = commitments.kept_for_viewers("events", read, Session, Event)
    rows = Event.objects.visible_to(commitments.user).filter(pk__in=list(made)).latest_first()
    found = [Made(event, made[str(event.pk)] & commitments.base) for event in rows]
    return [one for one in found if one.members]


class Flow:
    """The Streams of `by`, "goal" or "event", of the Listed `commitments` as they stand on the day `on`.

    They have the `chosen` options, {filter: Option}, and were made at `event`, a Made; `made` are all of these.
    """

    def __init__(self, commitments, by, chosen, made, event=None, *, on):
        self.commitments, self.by, self.made, self.event = commitments, by, made, event
        self.chosen = {name: option for name, option in chosen.items() if option}
        self.states = commitments.kept(("progress", on), lambda: by_state(on))
        self.all = commitments.within(**self.chosen)
        if event:
            self.all &= event.members
        found = self.goals() if by == "goal" else self.events()
        self.streams = [stream for stream in found if stream.total]

    def goals(self):
        for option in self.commitments.options("goal"):
            if self.chosen.get("goal", option) == option:
                members = self.all & self.commitments.having("goal", option)
                yield self.stream(option.token, option.label, self.link(goal=option.token), members)

    def events(self):
        for event, members in self.made:
            yield self.stream(event.slug, str(event), self.link(event=event.slug), self.all & members)

    def link(self, **narrower):
        """Return the address of the list of those of all that have what is `narrower`, {filter: token}."""
        where = {name: option.token for name, option in self.chosen.items()}
        where |= {"event": self.event.event.slug} if self.event else {}
        return self.commitments.link(**where | narrower)

    def stream(self, code, label, url, members):
        parts, begin, total = [], 0.0, members.bit_count()
        for place, (state, words) in enumerate(Progress.choices):
            number = (members & self.states.get(state, 0)).bit_count()
            address = self.link(**{self.by: code}, progress=state) if number else ""
            width = 100 * number / total if total else 0.0
            parts.append(Part(place, words, number, grouped(number), address, round(begin, 3), round(width, 3)))
            begin += width
        return Stream(code, label, url, total, parts)

    def sentence(self):
        total, kept = self.all.bit_count(), (self.all & self.states.get(Progress.KEPT, 0)).bit_count()
        if not total:
            return _("There are no commitments yet.")
        first = ngettext(
            "%(kept)s of %(total)s commitment is kept (%(share)s).",
            "%(kept)s of %(total)s commitments are kept (%(share)s).",
            total,
        ) % {"kept": grouped(kept), "total": grouped(total), "share": percent(kept, total)}
        if not self.streams:
            return first
        most = max(self.streams, key=lambda stream: stream.total)
        made = _("Most were made for “%(label)s”: %(number)s.")
        if self.by == "event":
            made = _("Most were made at “%(label)s”: %(number)s.")
        return f"{first} {made % {'label': most.label, 'number': most.shown}}"


def by_state(on):
    """Return {state: commitments as bits} as at the day `on`, whoever may see them."""
    return grouped_keys(Commitment.objects.order_by().with_progress(on).values_list("progress", "pk"))
