"""schedule.json in the shape of frab and pretalx."""

import json

from django.conf import settings

from events.frab import schedule
from publishing.addresses import full
from publishing.prose import to_text
from publishing.slugs import readable_slug
from publishing.templatetags.content import told

SCHEMA = "https://c3voc.de/schedule/schema.json"


def written(event, user):
    """Return the schedule.json of `event` as `user` may see it, as text."""
    sessions = list(schedule.sessions_for(event, user))
    told_of = {
        "url": full(event.get_absolute_url()),
        "version": schedule.version_of(event, sessions, user),
        "base_url": full(event.get_absolute_url()),
        "conference": conference(event, sessions),
    }
    generator = {"name": settings.SITE_NAME, "url": settings.SITE_URL}
    return json.dumps({"$schema": SCHEMA, "generator": generator, "schedule": told_of}, ensure_ascii=False, indent=1)


def conference(event, sessions):
    rooms = dict.fromkeys(session.room for session in sessions if session.room)
    tracks = dict.fromkeys(told(session, "track") for session in sessions if session.track)
    return {
        "acronym": schedule.acronym(event),
        "title": told(event, "title"),
        "start": event.first_day.isoformat(),
        "end": event.last_day.isoformat(),
        "daysCount": schedule.number_of_days(event),
        "timeslot_duration": schedule.duration(schedule.TIMESLOT),
        "time_zone_name": event.timezone,
        "url": full(event.get_absolute_url()),
        "rooms": [room_object(room) for room in rooms],
        "tracks": [
            {"name": track, "slug": f"track-{readable_slug(track) or place}"} for place, track in enumerate(tracks)
        ],
        "days": [day_object(day) for day in schedule.days_of(event, sessions)],
    }


def room_object(room):
    return {
        "name": told(room, "name"),
        "slug": f"{room.pk}-{readable_slug(told(room, 'name')) or 'room'}",
        "guid": schedule.room_guid(room),
        "capacity": room.capacity,
    }


def day_object(day):
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": {
            name: [session_object(session, name) for session in sessions] for name, sessions in day.rooms.items()
        },
    }


def when(session):
    start, end = (moment.astimezone(session.event.zone) for moment in (session.starts_at, session.ends_at))
    hours, minutes = divmod((end - start) // schedule.MINUTE, 60)
    duration = f"{hours:02}:{minutes:02}"  # here the hours may have more than two digits
    return {"date": start.isoformat(), "start": f"{start:%H:%M}", "end": end.isoformat(), "duration": duration}


def session_object(session, room):
    return {
        **when(session),
        "id": session.pk,
        "guid": str(session.guid),
        "room": room,
        "slug": schedule.slug_of(session),
        "url": full(session.get_absolute_url()),
        "title": told(session, "title"),
        "subtitle": "",
        "track": told(session, "track") or None,
        "type": session.kind,
        "language": schedule.language_of(session),
        "abstract": to_text(told(session, "abstract")),
        "description": "",
        "do_not_record": False,
        "persons": [person_object(person) for person in schedule.people_of(session)],
        "links": references(schedule.links_of(session)),
        "attachments": references(schedule.attachments_of(session)),
    }


def person_object(person):
    named = {"guid": str(person.guid), "id": person.pk, "name": told(person, "name")}
    return {**named, "url": full(person.get_absolute_url())}


def references(addresses):
    return [{"url": address, "title": title} for address, title in addresses]
