"""Letting people in, and how many came."""

import re

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import CheckIn, Registration, SessionSeat

NO_LETTER = re.compile(r"[^0-9A-Z]")


class Outcome(models.TextChoices):
    LET_IN = "let_in", _("Let in")
    ALREADY = "already", _("Already in")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed")
    NO_SEAT = "no_seat", _("No seat in this session")
    UNKNOWN = "unknown", _("Unknown ticket")


@transaction.atomic
def check_in(*, event, code, scan, session=None, at=None, user=None):
    """Let in whoever has the ticket `code`; return (Outcome, Registration or None, CheckIn or None).

    `scan` is the identity of the attempt: sent again, because the network failed, it has the same outcome. `at` is when it
    was made, which may be some time ago.
    """
    code = NO_LETTER.sub("", code.upper())
    registration = event.registrations.personal().filter(code=code).first()
    if registration is None:
        return Outcome.UNKNOWN, None, None
    now = timezone.now()
    if registration.state != Registration.State.CONFIRMED:
        return Outcome.NOT_CONFIRMED, registration, None
    if session and session.needs_seat and not registration.seats.taken().filter(session=session).exists():
        return Outcome.NO_SEAT, registration, None
    scanned = CheckIn.objects.filter(scan=scan).exclude(registration=registration, session=session)
    if scanned.exists():  # a number that was given to somebody else is none
        return Outcome.UNKNOWN, None, None
    done, _is_new = CheckIn.objects.get_or_create(
        registration=registration,
        session=session,
        defaults={"scan": scan, "at": min(at or now, now), "by": user},
    )
    return (Outcome.LET_IN if done.scan == scan else Outcome.ALREADY), registration, done


def figures(event):
    """Return {state: number} of the registrations of `event`, with "attended": how many came to it or to a session."""
    numbers = dict.fromkeys(Registration.State.values, 0)
    numbers |= dict(event.registrations.order_by().values_list("state").annotate(Count("pk")))
    came = CheckIn.objects.filter(registration=OuterRef("pk"))
    return {**numbers, "attended": event.registrations.filter(Exists(came)).count()}


def session_figures(event):
    """Return the sessions of `event` in which seats are taken or people were let in, with their numbers."""
    taken, waiting = SessionSeat.State.TAKEN, SessionSeat.State.WAITING
    sessions = event.sessions.select_related("room").annotate(
        taken=Count("seats", filter=Q(seats__state=taken), distinct=True),
        waiting=Count("seats", filter=Q(seats__state=waiting), distinct=True),
        attended=Count("check_ins", distinct=True),
    )
    return list(sessions.filter(Q(needs_seat=True) | Q(attended__gt=0)).chronological())
