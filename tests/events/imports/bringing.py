"""Bringing programmes in, for the tests of it."""

from datetime import timedelta

from events.imports import runs
from tests.events.factories import EventFactory
from tests.events.imports.files import FIRST_DAY, frab_json, frab_session, guid
from tests.places.factories import RoomFactory

HOUR = timedelta(hours=1)
NINE = FIRST_DAY + 9 * HOUR


def new_forum():
    """A forum on the two days of the files, in a venue with a Hall A, which has no session yet."""
    hall = RoomFactory(name_en="Hall A")
    return EventFactory(title_en="Forum", place=hall.place, starts_at=FIRST_DAY, ends_at=FIRST_DAY + 48 * HOUR)


def bring(content, event=None, **options):
    """Bring a file in and return its ProgrammeImport, with the event; what was planned is what was done."""
    told = {name: options.pop(name) for name in ("language", "cancels_missing") if name in options}
    kept = runs.keep(content, name="schedule.json", event=event, **{"language": "en", **told})
    before = runs.planned(kept)
    runs.carry_out(kept, mark=before.mark, **options)
    assert kept.figures == before.figures
    return kept


def figures(kept):
    return {name: number for name, number in kept.figures.items() if number}


def told(plan):
    """Return [(title, outcome, sentences)] of a plan."""
    return [
        (entry.title, str(entry.outcome), [str(one) for one in (*entry.problems, *entry.remarks)])
        for entry in plan.entries
    ]


def plan_for(event, *sessions, **options):
    kept = runs.keep(frab_json({"Hall A": sessions}), name="x.json", event=event, language="en", **options)
    return runs.planned(kept)


def forum_of(count):
    """A forum of two days with so many sessions, fifty in a room, each with two people of its own."""
    rooms = {}
    for number in range(1, count + 1):
        place_in_room = (number - 1) % 50
        people = [{"guid": guid(10_000 + 2 * number + extra), "name": f"Person {number}-{extra}"} for extra in (0, 1)]
        session = frab_session(number, hour=8, persons=people, day=place_in_room // 25)
        session["date"] = (
            FIRST_DAY + timedelta(days=place_in_room // 25, hours=8, minutes=30 * (place_in_room % 25))
        ).isoformat()
        session["duration"] = "00:30"
        rooms.setdefault(f"Hall {(number - 1) // 50}", []).append(session)
    return frab_json(rooms)
