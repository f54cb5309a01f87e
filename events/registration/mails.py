"""What whoever registers is told by mail, in their language, once what it tells of is committed."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from events.models import Registration
from events.registration.calendar import calendar_of
from events.registration.links import address_of
from publishing.delivery import deliver
from publishing.templatetags.content import spoken

logger = logging.getLogger(__name__)
# What is told to somebody who registers again with the same address, by what has become of the first time.
ABOUT = {"pending": "confirm_address", "confirmed": "confirmed", "waitlisted": "waitlisted"}
WITH_CALENDAR = {"confirmed", "moved_up", "seat_given"}


def tell(about, registration):
    """Have the mail `about` (a template in events/mails) sent to `registration` when the transaction is committed."""
    transaction.on_commit(partial(send.enqueue, registration.pk, about))


@task()
def send(pk, about):
    """Send the mail `about` to the registration with this key, as it is by now."""
    registration = Registration.objects.personal().select_related("event__place").filter(pk=pk).first()
    if registration is None:
        return
    try:
        deliver(message_of(about, registration))
    except OSError:  # smtplib's own errors among them
        logger.exception("The mail %r to registration %s could not be sent.", about, pk)
        raise


def message_of(about, registration, **news):
    """Return the mail, in the language and the time zone that its reader expects."""
    subject, body = words_of(about, registration, **news)
    message = EmailMessage(subject, body, to=[registration.email])
    if about in WITH_CALENDAR or (news and registration.state == Registration.State.CONFIRMED):
        with override(registration.language), timezone.override(registration.event.zone):
            message.attach("ticket.ics", calendar_of(registration), "text/calendar")
    return message


def words_of(about, registration, **more):
    """Return (subject, body) of the mail; `more` is what its template needs besides, or shall say otherwise."""
    event = registration.event
    with override(registration.language), timezone.override(event.zone):
        told = {
            "registration": registration,
            "event": event,
            "event_title": spoken(event, "title")[0],
            "seats": registration.seats.in_public_sessions(),
            "own_address": address_of(registration),
            "confirm_address": address_of(registration, "confirm"),
            "event_address": settings.SITE_URL + event.get_absolute_url(),
            "held_minutes": settings.SEAT_HELD_MINUTES,
            "site_name": settings.SITE_NAME,
            **more,
        }
        subject = " ".join(render_to_string(f"events/mails/{about}_subject.txt", told).split())
        return subject, render_to_string(f"events/mails/{about}.txt", told)
