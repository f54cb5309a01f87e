"""Write what a Plan says, in bulk: as many statements for three hundred sessions as for thirty.

Call it inside a transaction, with the event and its rooms held. What is new stays a draft, and nothing becomes public
here but venues and rooms, which have no drafts.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from events.imports.entries import Outcome, planned
from events.imports.keys import scheme_of
from events.imports.texts import settled
from events.imports.trail import CREATE, UPDATE, enter
from events.models import Appearance, ImportedPerson, ImportedSession, Material, Placement, Session
from events.models.revisions import raise_sequences
from events.models.sessions import PLACED
from events.registration.waiting_list import move_up
from people.models import Person
from places.models import Place
from publishing import content_version
from publishing.search import refresh
from publishing.slugs import numbered, readable_slug, taken_slugs
from publishing.sorting import fill_sort_keys
from publishing.wording import in_every_language

AT_ONCE = 200  # rows in one statement that changes each otherwise
SHOWN = {*Session.calendar_fields, *in_every_language(*Session.calendar_texts)}


class Writer:
    """Writes `plan`; `actor` and `source`, a ProgrammeImport, are named in the audit trail."""

    def __init__(self, plan, *, actor=None, source=None):
        self.plan, self.event = plan, plan.event
        self.enter = partial(enter, actor=actor, source=source)
        self.created = [entry for entry in plan.taken if entry.outcome == Outcome.CREATED]
        self.changed = [entry for entry in plan.taken if entry.outcome in (Outcome.CHANGED, Outcome.CANCELLED)]

    def write(self):
        self.write_event()
        self.write_rooms()
        self.write_people()
        self.create_sessions()
        self.change_sessions()
        self.write_placements()
        self.write_appearances()
        self.write_materials()
        self.remember()
        self.bring_up_to_date()

    def write_event(self):
        if self.event.pk is None:
            self.event.save()

    def write_rooms(self):
        rooms = self.plan.new_rooms
        if rooms and self.event.place is None:
            self.event.place = new_place(self.plan)
            self.event.save()
        for room in rooms:
            room.place = self.event.place
            room.save()

    def write_people(self):
        people = self.plan.new_people
        slugs = taken_slugs(Person)
        for person in people:
            fill_sort_keys(person)
            person.slug = free_slug(person, str(person), slugs)
        Person.objects.bulk_create(people)
        self.enter([(person, {"name": ("", str(person))}) for person in people], CREATE)

    def create_sessions(self):
        slugs = taken_slugs(Session)
        for entry in self.created:
            session = entry.session
            session.event = self.event
            placed = PLACED if self.plan.is_released else ()
            put(session, {name: value for name, (_before, value) in entry.changes.items() if name not in placed})
            session.slug = free_slug(session, entry.said.slug or str(session), slugs)
        Session.objects.bulk_create(entry.session for entry in self.created)
        self.enter([(entry.session, entry.changes) for entry in self.created], CREATE)

    def change_sessions(self):
        fields, now, shown = {"updated_at"}, timezone.now(), []
        for entry in self.changed:
            direct = {
                name: value for name, (_before, value) in entry.changes.items() if name not in PLACED or entry.is_direct
            }
            put(entry.session, direct)
            entry.session.updated_at = now
            fields |= direct.keys()
            if direct.keys() & SHOWN:
                shown.append(entry.session.pk)
        rows = [entry.session for entry in self.changed]
        Session.objects.bulk_update(rows, sorted(fields), batch_size=AT_ONCE)
        raise_sequences(Session.objects.filter(pk__in=shown))
        self.enter([(entry.session, entry.changes) for entry in self.changed if entry.changes], UPDATE)

    def write_placements(self):
        """What waits for a release stands in the draft; a draft that says what visitors see already is none."""
        wanted, over = [], []
        for entry in (*self.created, *self.changed):
            if entry.is_direct or not entry.changes.keys() & {*PLACED}:
                continue
            spot = spot_of(entry)
            if spot == seen_spot(entry.session):
                over.append(entry.session.pk)
            else:
                wanted.append(Placement(session=entry.session, room_id=spot.pop("room"), **spot))
        Placement.objects.filter(pk__in=over).delete()
        Placement.objects.bulk_create(wanted, update_conflicts=True, unique_fields=["session"], update_fields=PLACED)

    def write_appearances(self):
        """Whoever a file no longer names has cancelled, until one names them again; nobody is deleted."""
        new = [
            Appearance(session=entry.session, person=person, position=entry.people.index(person))
            for entry in (*self.created, *self.changed)
            for person in entry.added
        ]
        Appearance.objects.bulk_create(new)
        self.enter([(one, {"session": ("", one.session), "person": ("", one.person)}) for one in new], CREATE)
        for entry in self.changed:
            self.set_status(entry, entry.returned, Appearance.Status.CONFIRMED)
            if self.plan.cancels_missing:
                self.set_status(entry, entry.gone, Appearance.Status.CANCELLED)

    def set_status(self, entry, people, status):
        here = list(Appearance.objects.filter(session=entry.session, person__in=people)) if people else []
        Appearance.objects.filter(pk__in=[one.pk for one in here]).update(status=status)
        self.enter([(one, {"status": (one.status, status)}) for one in here], UPDATE)

    def write_materials(self):
        new = [
            material_of(link, entry.session, place, self.plan.language_of(entry))
            for entry in (*self.created, *self.changed)
            for place, link in enumerate(entry.links)
        ]
        Material.objects.bulk_create(new)
        self.enter([(one, {"url": ("", one.url)}) for one in new], CREATE)

    def remember(self):
        """Keep by what sessions and people are known again, and what the file said of them."""
        seen = [entry for entry in self.plan.taken if entry.outcome != Outcome.GONE]
        ImportedSession.objects.bulk_create(
            [self.remembered(entry) for entry in seen],
            update_conflicts=True,
            unique_fields=["session"],
            update_fields=["key", "said"],
        )
        ImportedPerson.objects.bulk_create(
            ImportedPerson(event=self.event, person=person, key=key)
            for key, person in self.plan.people.keys.items()
            if person.pk
        )

    def remembered(self, entry):
        before = self.plan.known.said_of(entry.session) if entry.outcome != Outcome.CREATED else {}
        people = [one.pk for one in entry.people]
        if entry.said is None or entry.said.is_partial:
            people = list(dict.fromkeys([*before.get("people", []), *people]))
        elif not self.plan.cancels_missing:  # still to be asked about
            people += [one.pk for one in entry.gone]
        said = {**before, **entry.told, "people": people}
        return ImportedSession(event=self.event, session=entry.session, key=stronger_key(entry), said=said)

    def bring_up_to_date(self):
        keys = [entry.session.pk for entry in (*self.created, *self.changed)]
        refresh(Person, [person.pk for person in self.plan.new_people])
        refresh(Session, keys)
        if keys:
            content_version.raise_version()
            transaction.on_commit(partial(move_up, event=self.event))  # a larger room has seats for those who wait


def put(session, values):
    for name, value in values.items():
        setattr(session, name, value)


def spot_of(entry):
    """Return where the session is to be, {field: value}; of a room its key."""
    nowhere = dict.fromkeys(PLACED)
    spot = nowhere if entry.outcome == Outcome.CREATED else {name: planned(entry.session, name) for name in PLACED}
    spot |= {name: value for name, (_before, value) in entry.changes.items() if name in PLACED}
    return {name: getattr(value, "pk", value) for name, value in spot.items()}


def seen_spot(session):
    """Return where visitors see the session."""
    return {name: session.room_id if name == "room" else getattr(session, name) for name in PLACED}


def free_slug(row, text, taken):
    """Return a slug that is not among `taken`, and put it there."""
    slug = numbered(readable_slug(text) or row.guid.hex[:12], taken)
    taken.add(slug)
    return slug


def new_place(plan):
    """Return a saved venue for the rooms of an event without one.

    Venues can be seen by everybody, drafts of events cannot: so it is not called after the event.
    """
    place = Place()
    venue = plan.programme.venue or {plan.main_language: gettext("Venue")}
    for language, name in settled(venue, plan.main_language).items():
        setattr(place, f"name_{language}", name[:200])
    place.save()
    return place


def material_of(link, session, place, language):
    kind = Material.Kind.DOCUMENT if link.is_file else Material.Kind.LINK
    material = Material(event=session.event, session=session, kind=kind, url=link.url, position=place)
    for code, title in (settled(link.title, language) or {language: link.url}).items():
        setattr(material, f"title_{code}", title[:250])
    return material


def stronger_key(entry):
    """Return the key that is kept: a GUID is not given up for a code."""
    is_known = entry.outcome != Outcome.CREATED and hasattr(entry.session, "imported")
    known = entry.session.imported.key if is_known else ""
    told = next(iter(entry.said.keys), "") if entry.said else ""
    return known if not told or (scheme_of(known) == "guid" and scheme_of(told) != "guid") else told
