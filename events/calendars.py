"""Events and sessions as iCalendar (RFC 5545 and 7986). The same rows give the same bytes, so that an ETag holds."""

from datetime import UTC, timedelta

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Conference, vCalAddress, vDuration, vText
from icalendar import Event as Entry

from events.calendar_zones import zone_component
from events.models import Event, Session
from publishing.addresses import full, host
from publishing.cells import NO_TEXT
from publishing.prose import to_text
from publishing.templatetags.content import spoken, told

CONTENT_TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN_AFTER = timedelta(hours=1)
STATUS_OF_EVENT = {Event.EventStatus.CANCELLED: "CANCELLED", Event.EventStatus.POSTPONED: "TENTATIVE"}
STATUS_OF_SESSION = {Session.Status.CANCELLED: "CANCELLED", Session.Status.TENTATIVE: "TENTATIVE"}


def calendar(name, entries, address=""):
    """Return `entries` as the bytes of the calendar called `name`, to be asked for again at `address` if it has one."""
    made = Calendar()
    made.add("prodid", f"-//{settings.SITE_NAME}//Programme//{get_language().upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for label in ("name", "x-wr-calname"):  # the second is what programs knew before RFC 7986
        made.add(label, vText(name))
    if address:
        made.add("source", full(address), parameters={"VALUE": "URI"})
        for label in ("refresh-interval", "x-published-ttl"):
            made.add(label, vDuration(ASK_AGAIN_AFTER, {"VALUE": "DURATION"}))
    for component in [*zones_of(entries), *entries]:
        made.add_component(component)
    return made.to_ical()


def zones_of(entries):
    """Return the VTIMEZONE of each zone that `entries` name, right for all their years."""
    timed = [entry[name].dt for entry in entries for name in ("dtstart", "dtend") if "TZID" in entry[name].params]
    years = [moment.year for moment in timed]
    names = {moment.tzinfo.key for moment in timed}
    # A year more on either side: what is in January in one zone may be in December in another.
    return [zone_component(name, min(years) - 1, max(years) + 1) for name in sorted(names)]


def event_entry(event, note=""):
    """Return the entry of `event`, fetched for_calendar. It lets its days be: one may do something else on them.

    A `note` is for its one reader, such as the number of a ticket.
    """
    entry = entry_of(event, to_text(told(event, "summary")), note)
    add_times(entry, event, event.is_all_day)
    entry.add("status", STATUS_OF_EVENT.get(event.event_status, "CONFIRMED"))
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [event.get_kind_display()])
    add_place(entry, event.place)
    add_conference(entry, event.online_url)
    entry.add("organizer", organiser(event))
    return entry


def session_entry(session, note=""):
    """Return the entry of `session`, fetched for_calendar; a `note` is for its one reader."""
    event = session.event
    entry = entry_of(session, to_text(told(session, "abstract")), note)
    add_times(entry, session if session.starts_at else event, all_day=session.starts_at is None)
    if session.starts_at is None:
        entry.add("transp", "TRANSPARENT")
    entry.add("status", STATUS_OF_EVENT.get(event.event_status) or STATUS_OF_SESSION.get(session.status, "CONFIRMED"))
    entry.add("categories", [word for word in (told(session, "track"), session.get_kind_display()) if word])
    add_place(entry, session.room.place if session.room else event.place, session.room)
    add_conference(entry, session.stream_url)
    entry.add("related-to", uid(event), parameters={"RELTYPE": "PARENT"})
    entry.add("organizer", organiser(event))
    return entry


def uid(row):
    return f"{row.guid}@{host()}"


def entry_of(row, *texts):
    """Return the entry of an event or session with what both have; its description is `texts` and its address."""
    entry = Entry()
    entry.add("uid", uid(row))
    entry.add("sequence", row.sequence)
    for name in ("dtstamp", "last-modified"):
        entry.add(name, row.updated_at.astimezone(UTC).replace(microsecond=0))
    entry.add("created", row.created_at.astimezone(UTC).replace(microsecond=0))
    entry.add("summary", told(row, "title"), parameters={"LANGUAGE": spoken(row, "title")[1] or get_language()})
    address = full(row.get_absolute_url())
    entry.add("description", "\n\n".join(part for part in (*texts, address) if part))
    entry.add("url", address)
    return entry


def add_times(entry, row, all_day):
    """Tell when `row`, an event or session, is: days as DATE with the day after the last as the end, hours in its zone."""
    event = getattr(row, "event", row)
    if all_day:
        entry.add("dtstart", event.first_day)
        entry.add("dtend", event.last_day + timedelta(days=1))
    else:
        entry.add("dtstart", row.starts_at.astimezone(event.zone))
        entry.add("dtend", row.ends_at.astimezone(event.zone))


def add_place(entry, place, room=None):
    street = NO_TEXT.sub(" ", place.address) if place else ""
    parts = [told(room, "name"), told(place, "name"), street, told(place, "locality")]
    if any(parts):
        entry.add("location", ", ".join(part for part in parts if part))
    if place and place.latitude is not None:
        entry.add("geo", (place.latitude, place.longitude))


def add_conference(entry, address):
    if address:
        entry.conferences = [Conference(address, feature=["AUDIO", "VIDEO"], label=_("Online"))]


def organiser(event):
    """Return the first visible organiser of `event`, else the portal, by an address that it has: none is made up."""
    organisation = next((role.organisation for role in event.organisers.all()), None)
    if organisation is None:
        return called(settings.SITE_URL, settings.SITE_NAME)
    address = f"mailto:{organisation.email}" if organisation.email else full(organisation.get_absolute_url())
    return called(address, told(organisation, "name"))


def called(address, name):
    found = vCalAddress(address)
    found.params["CN"] = name
    return found
