"""Compare a file with an event: what would be made, changed, left, refused. Nothing is written here.

A dry run and the run for real both go through here, so their figures are the same.
"""

from collections import Counter
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from events.building.slots import rooms_in_use
from events.imports.clashes import check_seats, refuse_clashes
from events.imports.comparing import CANCELLED, arrivals, compare, new_session, told_of
from events.imports.entries import Entry, Outcome, planned
from events.imports.keys import uuid_of
from events.imports.known import KnownSessions
from events.imports.people import People
from events.imports.problems import FileRefused, Problem, SessionRefused
from events.imports.rooms import Rooms
from events.imports.targets import main_language, new_event
from events.imports.texts import text_of
from events.imports.wanted import language_of, wanted_of
from publishing.previews import mark_of
from publishing.wording import languages_with


class Plan:
    """What bringing `programme` into `event`, a new one where that is None, would do.

    `language` is that of the texts; "" for each session's own.
    """

    def __init__(self, programme, event, *, language="", cancels_missing=False):
        self.programme, self.language, self.cancels_missing = programme, language, cancels_missing
        self.main_language = main_language(programme, language)
        if event is None and any(session.is_partial for session in programme.sessions):
            raise FileRefused("people_only")
        self.event = event or new_event(programme, language=self.main_language)
        self.is_released = self.event.pk is not None and self.event.releases.exists()
        used = rooms_in_use(self.event) if self.event.pk else set()
        self.rooms = Rooms(self.event.place, used, programme.rooms, self.main_language)
        self.people = People(self.event, [one for session in programme.sessions for one in session.people])
        self.known = KnownSessions(self.event, programme.sessions)
        self.seen = {}
        self.entries = [self.entry_of(session) for session in programme.sessions]
        self.entries += self.missing()
        refuse_clashes(self.entries, self.rooms.by_key.values())
        self.remarks = [*programme.remarks, *(("", "", problem) for problem in remarks_of(self))]

    def entry_of(self, said):
        entry = self.entry(said, self.known.find(said))
        try:
            self.check_once(entry)
            if entry.problems:
                entry.refuse(entry.problems.pop())
            elif entry.said.is_partial:
                self.fill_people(entry)
            else:
                self.fill(entry)
        except SessionRefused as refusal:
            entry.refuse(refusal.problem)
        except ValidationError as error:
            entry.refuse(Problem("invalid", {"value": " ".join(error.messages)}))
        return entry

    def entry(self, said, session, outcome=Outcome.LEFT):
        """Return a new Entry with what it needs to know of where our session is."""
        entry = Entry(said, session, outcome, is_direct=not self.is_released)
        if said:
            entry.problems = list(said.problems)
        if session:
            entry.room_here = self.rooms.by_key.get(planned(session, "room"))
            entry.is_direct = entry.is_direct and not hasattr(session, "placement")
        return entry

    def check_once(self, entry):
        """Remember where the session stands in the file; the same one again is refused."""
        if not entry.said.keys and not entry.problems:
            raise SessionRefused("no_key")
        own = f"pk:{entry.session.pk}" if entry.session else ""
        for key in filter(None, [*entry.said.keys[:1], own]):
            if key in self.seen:
                entry.session = None
                raise SessionRefused("double", place=self.seen[key])
            self.seen[key] = entry.place

    def fill(self, entry):
        language = self.language_of(entry)
        zone = ZoneInfo(self.programme.zone or self.event.timezone)
        wanted = wanted_of(entry.said, language=language, zone=zone, rooms=self.rooms, people=self.people)
        entry.remarks, entry.told = wanted.remarks, told_of(entry.said, wanted)
        entry.people = wanted.people
        if entry.session is None:
            guid = uuid_of(entry.said.keys)
            if other := self.known.elsewhere.get(guid):
                entry.remarks.append(Problem("known_elsewhere", {"event": str(other)}))
            taken = {guid} & self.known.elsewhere.keys()
            code = self.known.free_code(entry.said)
            new_session(entry, wanted, event=self.event, guid=None if taken else guid, code=code)
            return
        compare(entry, wanted, self.known, self.people.rows)
        check_seats(entry)
        if entry.gone and not self.cancels_missing:
            entry.remarks.append(Problem("person_gone", {"value": ", ".join(map(str, entry.gone))}))
        is_new = entry.changes or entry.added or entry.returned or entry.links
        if is_new or (entry.gone and self.cancels_missing):
            entry.outcome = Outcome.CHANGED

    def fill_people(self, entry):
        """Of a list of speakers: they join a session that is here, and nobody leaves it."""
        if entry.session is None:
            raise SessionRefused("unknown_session")
        entry.people = [self.people.find(said, self.language_of(entry)) for said in entry.said.people]
        here, before = self.known.people[entry.session.pk], self.known.said_of(entry.session)
        entry.added, entry.returned = arrivals(entry.people, here, before)
        if entry.added or entry.returned:
            entry.outcome = Outcome.CHANGED

    def language_of(self, entry):
        return language_of(entry.said, self.language, self.main_language)

    def missing(self):
        """Return an Entry for each session that an earlier import brought and the file no longer has."""
        here = {entry.session.pk for entry in self.entries if entry.session}
        tells_all = not any(session.is_partial for session in self.programme.sessions)
        entries = []
        for session in self.known.rows.values() if tells_all else ():
            if session.pk in here or not hasattr(session, "imported") or planned(session, "status") == CANCELLED:
                continue
            entry = self.entry(None, session, Outcome.GONE)
            if self.cancels_missing:
                entry.outcome, entry.told = Outcome.CANCELLED, {"status": CANCELLED}
                entry.changes = {"status": (planned(session, "status"), CANCELLED)}
            entries.append(entry)
        return entries

    @property
    def taken(self):
        """The entries that are not refused."""
        return [entry for entry in self.entries if entry.outcome != Outcome.REFUSED]

    @property
    def new_people(self):
        return once(person for entry in self.taken for person in entry.added if person.pk is None)

    @property
    def new_rooms(self):
        rooms = (entry.changes["room"][1] for entry in self.taken if "room" in entry.changes)
        return once(room for room in rooms if room.pk is None)

    @property
    def figures(self):
        counted = Counter(entry.outcome for entry in self.entries)
        figures = {outcome: counted[outcome] for outcome in Outcome.values}
        return figures | {"people": len(self.new_people), "rooms": len(self.new_rooms)}

    @property
    def mark(self):
        """What tells this plan from any other: what was looked at is what is carried out."""
        told = [
            [
                entry.place,
                entry.outcome,
                entry.session and entry.session.pk,
                sorted((name, str(before), str(after)) for name, (before, after) in entry.changes.items()),
                [str(one) for one in (*entry.added, *entry.returned, *entry.gone)],
                [link.url for link in entry.links],
            ]
            for entry in self.entries
        ]
        return mark_of(told)


def once(rows):
    return list({id(row): row for row in rows}.values())


def remarks_of(plan):
    """Yield what is worth knowing of the file as a whole."""
    programme, event = plan.programme, plan.event
    if not programme.zone and not any(session.is_partial for session in programme.sessions):
        yield Problem("zone", {"value": event.timezone})
    if plan.new_people:
        yield Problem("has_people")
    if plan.new_rooms and event.place is None:
        yield Problem("place_made")
    if event.pk is None:
        for other in once(plan.known.elsewhere.values())[:1]:
            yield Problem("sessions_here", {"event": str(other)})
    elif programme.title and not {*programme.title.values()} & {*titles_of(event)}:
        yield Problem("other_title", {"value": text_of(programme.title)})


def titles_of(event):
    return [getattr(event, f"title_{code}") for code in languages_with(event, "title")]
