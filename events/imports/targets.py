"""The event that a programme goes into: one that is here, or a new one with what the file says of it."""

from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from events.imports.checks import check_fields
from events.imports.problems import FileRefused, SessionRefused
from events.imports.texts import settled
from events.imports.wanted import code_of, times_of
from events.models import Event
from publishing.slugs import readable_slug
from publishing.wording import LANGUAGE_CODES

MIDNIGHT = time()
NIGHT = timedelta(hours=6)  # a last evening may go on for so long


def main_language(programme, chosen):
    """Return the language of what is said of the event itself: the chosen one, else that of most sessions."""
    spoken = Counter(code_of(session.language or "") for session in programme.sessions)
    ours = [code for code, _number in spoken.most_common() if code in LANGUAGE_CODES]
    return chosen or next(iter(ours), settings.LANGUAGE_CODE)


def new_event(programme, *, language):
    """Return an unsaved Event, a draft. Raises FileRefused where the file says too little of it."""
    if not programme.title:
        raise FileRefused("no_title_of_event")
    zone = programme.zone or Event._meta.get_field("timezone").default
    starts_at, ends_at = bounds(programme, ZoneInfo(zone))
    spoken = Counter(code for session in programme.sessions if (code := code_of(session.language or "")))
    event = Event(
        timezone=zone,
        starts_at=starts_at,
        ends_at=ends_at,
        languages=[code for code, _number in spoken.most_common()],
    )
    event.slug_source = readable_slug(programme.acronym.replace("_", "-"))
    for code, title in settled(programme.title, language).items():
        setattr(event, f"title_{code}", title)
    try:
        check_fields(event, exclude=["slug", "place", "super_event", "cover"])
    except SessionRefused as refusal:
        raise FileRefused(refusal.problem.code, **refusal.problem.params) from refusal
    return event


def bounds(programme, zone):
    """Return (start, end): from the first session of the first day to the last one of the last, else those whole days."""
    timed = [times for times in (sensible_times(session, zone) for session in programme.sessions) if times]
    local = [(start.astimezone(zone), end.astimezone(zone)) for start, end in timed]
    first = programme.first_day or min((start.date() for start, _end in local), default=None)
    if first is None:
        raise FileRefused("no_days")
    last = max(first, programme.last_day or max((start.date() for start, _end in local), default=first))
    opens = datetime.combine(first, MIDNIGHT, zone)
    closes = datetime.combine(last + timedelta(days=1), MIDNIGHT, zone)
    inside = [(start, end) for start, end in local if opens <= start < closes + NIGHT]
    starts_at = min((start for start, _end in inside if start.date() == first), default=opens)
    ends_at = max((end for _start, end in inside if end.date() >= last), default=closes)
    return starts_at, ends_at


def sensible_times(session, zone):
    try:
        start, end = times_of(session, zone) if not session.problems else (None, None)
    except SessionRefused:
        return None
    return (start, end) if start else None
