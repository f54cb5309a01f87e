"""schedule.json of frab, pretalx, voctoweb and ourselves: {"schedule": {"conference": {"days": [{"rooms": {…}}]}}}."""

from events.imports import times
from events.imports.frab import day_of, objects, session_of
from events.imports.problems import FileRefused, Problem
from events.imports.programme import Programme, Room, Session
from events.imports.texts import plain, texts

MOST_SEATS = 2**31 - 1


def is_form_of(document):
    return isinstance(document, dict) and isinstance(document.get("schedule"), dict)


def read(document):
    """Return the Programme in the JSON `document`. Raises FileRefused where it has another shape."""
    conference = document["schedule"].get("conference")
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list):
        raise FileRefused("wrong_type")
    days = enumerate(conference["days"])
    return Programme(
        form="schedule.json",
        title=texts(conference.get("title")),
        acronym=plain(conference.get("acronym")),
        venue=texts(conference.get("venue")) or texts(conference.get("city")),
        zone=times.zone(plain(conference.get("time_zone_name"))),
        first_day=times.day(plain(conference.get("start"))),
        last_day=times.day(plain(conference.get("end"))),
        rooms=rooms_of(conference.get("rooms")),
        sessions=[one for number, day in days for one in sessions_of(day, f"days[{number}]")],
    )


def rooms_of(rows):
    return [Room(name, seats(row.get("capacity"))) for row in objects(rows) if (name := texts(row.get("name")))]


def seats(number):
    """Return the number of people that a room holds, None where that is not said sensibly."""
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return number if is_number and 0 < number <= MOST_SEATS else None


def sessions_of(day, here):
    rooms = day.get("rooms") if isinstance(day, dict) else None
    if not isinstance(rooms, dict):
        return
    begins = day_of(plain(day.get("date")), plain(day.get("day_start")))
    for room, rows in rooms.items():
        for number, raw in enumerate(rows if isinstance(rows, list) else [rows]):
            place = f"{here}.rooms[{plain(room)!r}][{number}]"
            if isinstance(raw, dict):
                yield session_of(raw, place=place, day=begins, room=room)
            else:
                yield Session(place=place, keys=[], title={}, problems=[Problem("no_session")])
