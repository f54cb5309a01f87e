"""What one does with a registration: make it, confirm the address, change it, cancel it. Each holds the event's row."""

import uuid
from datetime import timedelta
from itertools import pairwise

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Answer, Question, Registration, Session, SessionSeat, seats
from events.registration.mails import ABOUT, tell
from events.registration.news import remember
from events.registration.offer import Offer
from events.registration.waiting_list import move_up

State = Registration.State
# Whoever sends the form again and again does not fill a stranger's mailbox.
SECONDS_BETWEEN_MAILS = 300
SAID = ("name", "language", "organisation", "access_needs", "consent")


def register(*, event, answers=None, sessions=(), **fields):
    """Return the registration of whoever `fields` tells of (name, email, language …), whose address is to be confirmed.

    While a seat is free it is kept for them for a while; else they will be on the waiting list. `answers` is
    {question pk: text}, `sessions` those in which they want a seat. Whoever is registered already gets their mail again, and
    nobody else learns that they are; what nobody confirmed yet is replaced. Raises ValidationError.
    """
    with seats.held(event.pk) as event:
        now = timezone.now()
        offer = Offer(event, now)
        if not offer.is_open:
            raise ValidationError(_("Registration is not open."), code="registration_closed")
        registration = Registration(event=event, **fields)
        registration.clean_fields()
        sessions = checked_sessions(event, sessions)
        check_answers(event, answers or {})
        if already := active_with(event, registration.email):
            if already.state != State.PENDING or is_the_same(already, registration, answers or {}, sessions):
                remind(already)
                return already
            registration = replaced(already, registration, now)
        if registration.holds_seat(now) or offer.seats_left is None or offer.seats_left > 0:
            registration.held_until = now + timedelta(minutes=settings.SEAT_HELD_MINUTES)
        registration.save()
        write_answers(registration, answers or {})
        choose_seats(registration, sessions, now)
        tell("confirm_address", registration)
        if already:
            move_up(event=event)
    return registration


def active_with(event, email):
    return event.registrations.personal().exclude(state=State.CANCELLED).filter(email=email.lower()).first()


def is_the_same(already, registration, answers, sessions):
    """Tell whether the form was but sent twice: then the link that is on its way stays good."""
    said = [[getattr(one, name) for name in SAID] for one in (already, registration)]
    answered = dict(already.answers.values_list("question_id", "text"))
    seated = set(already.seats.values_list("session_id", flat=True))
    is_answered_so = answered == {pk: text for pk, text in answers.items() if text}
    return said[0] == said[1] and is_answered_so and seated == {one.pk for one in sessions}


def replaced(already, registration, now):
    """Return `already`, which nobody confirmed, as `registration` says it, unsaved.

    Anybody may have typed the first: who confirms the address confirms what was typed last, so the older link dies. That
    link being dead, the new one is sent at once; how often one address of the net may do so is for the throttle.
    """
    for name in SAID:
        setattr(already, name, getattr(registration, name))
    already.guid, already.created_at, already.told = uuid.uuid4(), now, registration.event.whereabouts
    if not already.holds_seat(now):
        already.held_until = None
        already.seats.all().delete()
    return already


def remind(registration):
    """Send again what its owner needs, though not all the time."""
    if cache.add(f"registration-mail:{registration.pk}", True, SECONDS_BETWEEN_MAILS):
        tell(ABOUT[registration.state], registration)


def confirm_address(*, registration):
    """Return `registration` with its address confirmed: on a seat, or on the waiting list. Done twice, changes nothing."""
    with seats.held(registration.event_id) as event:
        move_up(event=event)  # whoever waits was here before
        registration = event.registrations.get(pk=registration.pk)
        now = timezone.now()
        if registration.state != State.PENDING:
            return registration
        is_held = registration.holds_seat(now)
        left = Offer(event, now).seats_left
        is_seated = is_held or left is None or left > 0
        registration.state = State.CONFIRMED if is_seated else State.WAITLISTED
        registration.save()
        move_up(event=event)  # seats in sessions for which they wait, or which went with the one at the event
        keep_told(registration)
        tell(ABOUT[registration.state], registration)
    return registration


def keep_told(registration):
    """Whoever gets the mail about a confirmed address knows what stands in it: when and where, by now, all takes place.

    It does not say of what it lists that it does not take place, nor lists sessions while there is no seat at the event.
    """
    event = registration.event
    listed = registration.seats.in_public_sessions() if registration.state == State.CONFIRMED else []
    known = {seat.pk: seat.session.whereabouts for seat in listed if seat.session.status != Session.Status.CANCELLED}
    remember(registration.pk, event.whereabouts if event.is_held else registration.told, known)


def change(*, registration, answers=None, sessions=(), **fields):
    """Change what somebody said of themselves, their answers and their seats in sessions. Raises ValidationError."""
    with seats.held(registration.event_id) as event:
        registration = event.registrations.get(pk=registration.pk)
        if not registration.is_active:
            raise ValidationError(_("This registration is cancelled."), code="cancelled")
        for name, value in fields.items():
            setattr(registration, name, value)
        registration.clean_fields()
        sessions = checked_sessions(event, sessions)
        check_answers(event, answers or {})
        registration.save()
        write_answers(registration, answers or {})
        choose_seats(registration, sessions, timezone.now())
        move_up(event=event)
    return registration


def cancel(*, registration):
    """Give up the seat, those in sessions too; whoever waits moves up. Done twice, changes nothing."""
    with seats.held(registration.event_id) as event:
        registration = event.registrations.get(pk=registration.pk)
        if not registration.is_active:
            return registration
        registration.state = State.CANCELLED
        registration.save()
        registration.seats.all().delete()
        tell("cancelled", registration)
        move_up(event=event)
    return registration


def check_answers(event, answers):
    """Raise ValidationError, {question_<pk>: why}, unless each question of the event has an answer that it allows."""
    problems = {}
    asked = list(Question.objects.filter(event=event))
    if answers.keys() - {question.pk for question in asked}:
        problems["answers"] = ValidationError(_("There is no such question."), code="unknown_question")
    for question in asked:
        try:
            question.check_answer(answers.get(question.pk, ""))
        except ValidationError as error:
            problems[f"question_{question.pk}"] = error
    if problems:
        raise ValidationError(problems)


def checked_sessions(event, sessions):
    """Return `sessions` as they are by now. Raises ValidationError unless one may sit in all: none is during another."""
    chosen = {one.pk for one in sessions}
    found = list(event.sessions.with_seats().filter(pk__in=chosen).select_related("room"))
    if len(found) < len(chosen):
        raise ValidationError({"sessions": _("No seat is to be taken in that session.")})
    timed = sorted((one for one in found if one.starts_at), key=lambda session: session.starts_at)
    for one, following in pairwise(timed):
        if following.starts_at < one.ends_at:
            told = {"one": one, "other": following}
            raise ValidationError({"sessions": _("“%(one)s” and “%(other)s” are at the same time.") % told})
    return found


def write_answers(registration, answers):
    """Keep what was answered to the questions of the event; an empty answer is none."""
    registration.answers.all().delete()
    asked = Question.objects.filter(event=registration.event, pk__in=[pk for pk, text in answers.items() if text])
    for question in asked:
        answer = Answer(registration=registration, question=question, text=answers[question.pk])
        answer.clean_fields()
        answer.save()


def choose_seats(registration, sessions, now):
    """Keep the seats in `sessions`, give up the others that were offered, and take those that are not there yet.

    What is cancelled or back in draft was not there to be chosen: should it take place after all, the seat is there.
    """
    offered = registration.event.sessions.published().with_seats()
    registration.seats.filter(session__in=offered).exclude(session__in=sessions).delete()
    there = set(registration.seats.values_list("session_id", flat=True))
    take_seats(registration, [one for one in sessions if one.pk not in there], now)


def take_seats(registration, sessions, now):
    """Take a seat in each of `sessions`, or a place in its waiting list."""
    if not sessions:
        return
    left = {session.pk: session.seats_left for session in Offer(registration.event, now).rooms()}
    for session in sessions:
        is_free = registration.holds_seat(now) and (left[session.pk] is None or left[session.pk] > 0)
        state = SessionSeat.State.TAKEN if is_free else SessionSeat.State.WAITING
        SessionSeat.objects.create(registration=registration, session=session, state=state)


def save_by_staff(*, registration, before=None):
    """Save what staff wrote; whoever is in another state than `before` is told, and a seat that is free is given on."""
    with seats.held(registration.event_id) as event:
        registration.save()
        if registration.state == State.CANCELLED:
            registration.seats.all().delete()
        if registration.state != before:
            tell(ABOUT.get(registration.state, "cancelled"), registration)
        move_up(event=event)
