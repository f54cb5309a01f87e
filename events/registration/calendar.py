"""A ticket as a calendar entry: the event, and the sessions in which a seat is taken."""

from datetime import UTC

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from publishing.templatetags.content import spoken


def calendar_of(registration):
    """Return the calendar as text. The entries have the identity of event and session, so a changed one takes its place."""
    event = registration.event
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//tickets//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry_of(event, event, registration))
    for seat in registration.seats.taken().in_public_sessions():
        if seat.session.starts_at:
            calendar.add_component(entry_of(seat.session, event, registration))
    return calendar.to_ical().decode()


def entry_of(row, event, registration):
    """Return the entry of `row`, the event itself or one of its sessions."""
    entry = Entry()
    entry.add("uid", f"{row.guid}@{settings.SITE_URL.split('//')[-1]}")
    entry.add("dtstamp", timezone.now())
    entry.add("sequence", event.sequence)
    entry.add("summary", spoken(row, "title")[0])
    is_all_day = row is event and event.is_all_day
    entry.add("dtstart", event.first_day if is_all_day else row.starts_at.astimezone(UTC))
    if not is_all_day:
        entry.add("dtend", row.ends_at.astimezone(UTC))
    entry.add("location", where(row, event))
    entry.add("url", settings.SITE_URL + row.get_absolute_url())
    entry.add("description", _("Ticket: %(code)s") % {"code": registration.code})
    return entry


def where(row, event):
    """Return room, place and address in a line, or the online address."""
    room = getattr(row, "room", None)
    place = event.place
    parts = [spoken(room, "name")[0] if room else ""]
    parts += [spoken(place, "name")[0], place.address, spoken(place, "locality")[0]] if place else []
    return ", ".join(part for part in parts if part) or event.online_url
