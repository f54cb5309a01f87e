"""Events and sessions in schema.org's words; whatever they are given is what the reader may see."""

from django.urls import reverse

from events.models import Event, EventOrganisation, Session
from publishing import json_ld
from publishing.addresses import full
from publishing.json_ld import picture, thing
from publishing.templatetags.content import spoken

SCHEMA = "https://schema.org/"
SDG = "http://metadata.un.org/sdg/"  # how the United Nations name goals and targets in linked data


def event_script(event, sessions):
    """Return the schema.org Event of `event` (fetched for_cards), of which `sessions` (SessionRows) are parts."""
    return json_ld.script(
        "Event",
        **told_of(event, "summary"),
        **times(event, all_day=event.is_all_day),
        eventStatus=SCHEMA + event.event_status,
        eventAttendanceMode=event.attendance_mode and SCHEMA + event.attendance_mode,
        location=location(event),
        organizer=organisations(event, EventOrganisation.ORGANISING),
        sponsor=organisations(event, [EventOrganisation.Role.SPONSOR]),
        image=picture(event.cover),
        maximumAttendeeCapacity=event.capacity,
        superEvent=event.super_event and part(event.super_event),
        subEvent=[reference(session, event.zone) for session in sessions],
    )


def session_script(session, photos):
    """Return the schema.org Event of `session` (fetched for_page), with the first of its `photos`."""
    event = session.event
    cancelled = session.status == Session.Status.CANCELLED
    return json_ld.script(
        "Event",
        **told_of(session, "abstract"),
        **times(session if session.starts_at else event, all_day=session.starts_at is None),
        eventStatus=SCHEMA + (Event.EventStatus.CANCELLED if cancelled else event.event_status),
        eventAttendanceMode=event.attendance_mode and SCHEMA + event.attendance_mode,
        location=location(event, session.room, session.stream_url),
        organizer=organisations(event, EventOrganisation.ORGANISING),
        performer=[performer(appearance) for appearance in session.appearances.all() if appearance.person],
        image=next((picture(shown.photo) for shown in photos if shown.photo), None),
        keywords=spoken(session, "track")[0],
        recordedIn=session.recording_url and thing("CreativeWork", url=session.recording_url),
        superEvent=part(event),
    )


def told_of(row, text):
    """Return what is said of an event and of a session alike; `text` is the field of the longer text."""
    return {
        "@id": full(row.get_absolute_url()),
        "name": spoken(row, "title")[0],
        "description": spoken(row, text)[0],
        "url": full(row.get_absolute_url()),
        "identifier": f"urn:uuid:{row.guid}",
        "inLanguage": row.languages,
        "about": [goal_term(tag) for tag in row.tags.all()],
    }


def times(row, all_day):
    """Return when `row`, an event or session, is: the days alone where no hours are known."""
    event = getattr(row, "event", row)
    if all_day:
        return {"startDate": event.first_day, "endDate": event.last_day}
    return {"startDate": row.starts_at.astimezone(event.zone), "endDate": row.ends_at.astimezone(event.zone)}


def location(event, room=None, stream_url=""):
    """Return where it is: a place, an address on the web, or both."""
    online = stream_url or event.online_url
    if not online and event.attendance_mode == Event.AttendanceMode.ONLINE:
        online = full(event.get_absolute_url())
    found = [event.place and place(event.place, room), online and thing("VirtualLocation", url=online)]
    return [one for one in found if one]


def place(venue, room):
    """Return the schema.org Place of `venue`, or of `room` in it."""
    address = thing(
        "PostalAddress",
        streetAddress=venue.address,
        addressLocality=spoken(venue, "locality")[0],
        addressRegion=venue.region and spoken(venue.region, "name")[0],
        addressCountry=venue.country,
    )
    on_earth = venue.latitude is not None and thing(
        "GeoCoordinates", latitude=venue.latitude, longitude=venue.longitude
    )
    whole = thing("Place", name=spoken(venue, "name")[0], address=address, geo=on_earth)
    if room is None:
        return whole
    return thing("Place", name=spoken(room, "name")[0], address=address, containedInPlace=whole)


def organisations(event, roles):
    """Return the organisations of `event` that have one of `roles` in it."""
    return [organisation(role.organisation) for role in event.organisers.all() if role.role in roles]


def organisation(row):
    return thing("Organization", name=spoken(row, "name")[0], url=full(row.get_absolute_url()))


def performer(appearance):
    """Return a person in the role they had, with the position and organisation of that day."""
    person = appearance.person
    whom = thing(
        "Person",
        name=spoken(person, "name")[0],
        url=full(person.get_absolute_url()),
        jobTitle=spoken(appearance, "job_title")[0],
        affiliation=appearance.organisation and organisation(appearance.organisation),
    )
    return thing("Role", roleName=str(appearance.get_role_display()), performer=whom)


def goal_term(tag):
    """Return the goal or target of `tag` as a term of the framework."""
    row, code = (tag.target, tag.target_id) if tag.target else (tag.goal, str(tag.goal_id))
    return thing(
        "DefinedTerm",
        name=spoken(row, "title")[0],
        termCode=code,
        url=full(row.get_absolute_url()),
        sameAs=SDG + code,
        inDefinedTermSet=full(reverse("goals:list")),
    )


def part(row):
    address = full(row.get_absolute_url())
    return thing("Event", **{"@id": address}, name=spoken(row, "title")[0], url=address)


def reference(row, zone):
    """Return what names a session, a SessionRow: there may be hundreds on a page, and the session's own tells the rest.

    That it is cancelled must be said wherever it is named.
    """
    starts = row.starts_at and row.starts_at.astimezone(zone)
    cancelled = row.is_cancelled and SCHEMA + Event.EventStatus.CANCELLED
    return thing("Event", **{"@id": full(row.url)}, name=row.plain_title, startDate=starts, eventStatus=cancelled)
