"""Whoever takes part in a session that has moved hears of it: one mail a person, whatever number of sessions."""

import logging
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from events.building.changes import changes
from events.models import Appearance
from publishing.delivery import deliver
from publishing.templatetags.content import spoken

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Letter:
    """What one person is told of a release."""

    name: str
    email: str
    subject: str = ""
    body: str = ""
    changes: list = field(default_factory=list)


def letters_of(release):
    """Return ([Letter], [names of those who take part but have no address]) of a ScheduleRelease, by name."""
    found = {}
    moved = {change.session.pk: change for change in since_the_one_before(release) if change.matters_to_people}
    rows = Appearance.objects.filter(session__in=moved).exclude(status=Appearance.Status.CANCELLED)
    for appearance in rows.select_related("person").order_by("person__sort_name", "person", "session__starts_at"):
        person = appearance.person
        letter = found.setdefault(person.pk, Letter(name=str(person), email=person.email))
        if (change := moved[appearance.session_id]) not in letter.changes:
            letter.changes.append(change)
    letters = [written(letter, release) for letter in found.values() if letter.email]
    return letters, [letter.name for letter in found.values() if not letter.email]


def since_the_one_before(release):
    """Return the Changes that a release brought, of all sessions that there still are."""
    before = release.event.releases.filter(version__lt=release.version).newest_first().first()
    return changes(before.snapshot if before else [], release.snapshot, release.event.sessions.all())


def written(letter, release):
    """Return the Letter with subject and body, in the portal's first language and the event's own hours."""
    event = release.event
    with override(settings.LANGUAGE_CODE), timezone.override(event.zone):
        told = {
            "letter": letter,
            "event": event,
            "title": spoken(event, "title")[0],
            "release": release,
            "address": settings.SITE_URL + event.get_absolute_url(),
            "site_name": settings.SITE_NAME,
        }
        letter.subject = " ".join(render_to_string("events/mails/release_subject.txt", told).split())
        letter.body = render_to_string("events/mails/release.txt", told)
    return letter


def send(release):
    """Send the letters of a release over one connection; return how many went. Whom the server refuses is logged."""
    connection, sent = get_connection(), 0
    for letter in letters_of(release)[0]:
        try:
            deliver(EmailMessage(letter.subject, letter.body, None, [letter.email], connection=connection))
            sent += 1
        except OSError:  # smtplib's own errors among them
            logger.exception("The news of a programme could not be sent to one of the people in it.")
    return sent
