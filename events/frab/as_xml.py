"""schedule.xml, valid against the XSD that frab, pretalx and the recorders of the CCC share."""

from django.conf import settings
from lxml import etree
from lxml.builder import E

from events.frab import schedule
from publishing.addresses import full
from publishing.prose import to_text
from publishing.templatetags.content import told


def written(event, user):
    """Return the schedule.xml of `event` as `user` may see it, as bytes."""
    sessions = list(schedule.sessions_for(event, user))
    root = E.schedule(
        E.generator(name=settings.SITE_NAME),
        E.url(full(event.get_absolute_url())),
        E.version(schedule.version_of(event, sessions, user)),
        conference(event),
        *(day_element(day) for day in schedule.days_of(event, sessions)),
    )
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def text(name, value):
    return E(name, str(value))


def conference(event):
    return E.conference(
        text("title", told(event, "title")),
        text("acronym", schedule.acronym(event)),
        text("start", event.first_day),
        text("end", event.last_day),
        text("days", schedule.number_of_days(event)),
        text("timeslot_duration", schedule.duration(schedule.TIMESLOT)),
        text("base_url", full(event.get_absolute_url())),
        text("time_zone_name", event.timezone),
    )


def day_element(day):
    rooms = [room_element(name, sessions) for name, sessions in day.rooms.items()]
    times = {"date": day.date.isoformat(), "start": day.start.isoformat(), "end": day.end.isoformat()}
    return E.day(*rooms, index=str(day.index), **times)


def room_element(name, sessions):
    room = sessions[0].room
    known = {"guid": schedule.room_guid(room)} if room else {}
    return E.room(*(session_element(session, name) for session in sessions), name=name, **known)


def session_element(session, room):
    start = session.starts_at.astimezone(session.event.zone)
    return E.event(
        text("room", room),
        text("title", told(session, "title")),
        text("subtitle", ""),
        text("type", session.kind),
        text("date", start.isoformat()),
        text("start", f"{start:%H:%M}"),
        text("duration", schedule.duration(session.ends_at - session.starts_at)),
        text("abstract", to_text(told(session, "abstract"))),
        text("slug", schedule.slug_of(session)),
        text("track", told(session, "track")),
        persons(session),
        text("language", schedule.language_of(session)),
        text("description", ""),
        recording(session),
        referring("links", "link", schedule.links_of(session)),
        referring("attachments", "attachment", schedule.attachments_of(session)),
        text("url", full(session.get_absolute_url())),
        id=str(session.pk),
        guid=str(session.guid),
    )


def persons(session):
    found = schedule.people_of(session)
    named = [E.person(told(one, "name"), id=str(one.pk), guid=str(one.guid)) for one in found]
    return E.persons(*named)


def recording(session):
    """Whether it may be recorded is not known here, so nobody has opted out; under what licence neither."""
    found = [text("url", session.recording_url)] if session.recording_url else []
    return E.recording(text("license", ""), text("optout", "false"), *found)


def referring(name, one, addresses):
    return E(name, *(E(one, title, href=address) for address, title in addresses))
