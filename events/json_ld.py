from publishing import json_ld
from publishing.templatetags.content import spoken


def event_script(event, address):
    """Return the schema.org Event of `event` (fetched for_cards) at the full `address` of its page."""
    place = event.place and {
        "@type": "Place",
        "name": spoken(event.place, "name")[0],
        "address": spoken(event.place, "locality")[0],
    }
    moments = [moment.astimezone(event.zone) for moment in (event.starts_at, event.ends_at)]
    start, end = (event.first_day, event.last_day) if event.is_all_day else moments
    return json_ld.script(
        "Event",
        name=spoken(event, "title")[0],
        description=spoken(event, "summary")[0],
        startDate=start,
        endDate=end,
        eventStatus=f"https://schema.org/{event.event_status}",
        eventAttendanceMode=event.attendance_mode and f"https://schema.org/{event.attendance_mode}",
        location=place,
        organizer=[
            {"@type": "Organization", "name": spoken(role.organisation, "name")[0]} for role in event.organisers.all()
        ],
        url=address,
    )
