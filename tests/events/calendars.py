"""Reading our calendars with other people's parsers."""

import icalendar
import vobject

LANGUAGES = ["kk", "ru", "en", "tg"]


def in_language(address, language):
    return address.replace("/en/", f"/{language}/", 1)


def read(response):
    """Return the Calendar in `response`, read by icalendar; a malformed line raises."""
    return icalendar.Calendar.from_ical(response.content)


def read_otherwise(response):
    """Return the calendar in `response`, read by vobject, which knows nothing of icalendar and checks what must be there."""
    calendar = vobject.readOne(response.content.decode())
    calendar.validate(raiseException=True)
    return calendar


def entries(response):
    """Return {summary: entry} of the calendar in `response`."""
    return {str(entry["summary"]): entry for entry in read(response).events}


def problems(response):
    """Return what icalendar could not read in the calendar in `response`."""
    calendar = read(response)
    return [error for component in calendar.walk() for error in component.errors]
