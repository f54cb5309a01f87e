"""The last seats and two hundred callers at once: first without the lock, to show that there is a race, then with it."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from events.models import Event, seats
from events.registration import actions, waiting_list
from events.registration.actions import cancel, confirm_address, register
from tests.events.factories import OpenEventFactory, RegistrationFactory

CALLERS, AT_ONCE, SEATS = 200, 20, 10
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def held_by_nobody(event_pk):
    """What `seats.held` would be if it did not hold anything."""
    yield Event.objects.get(pk=event_pk)


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """The mails that would be sent, by what they are about: to write them is not what is tried here."""
    about = []
    for module in (actions, waiting_list):
        monkeypatch.setattr(module, "tell", lambda what, registration: about.append(what))
    return about


def all_at_once(act, number):
    """Call `act(place)` for `number` places, of AT_ONCE of them together, again and again.

    Nobody begins again before all are done, or SQLite, which keeps no queue, lets whoever comes back first in first.
    """
    together = Barrier(AT_ONCE)

    def work(first):
        try:
            for place in range(first, number, AT_ONCE):
                together.wait(timeout=60)
                act(place)
        except BaseException:
            together.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(work, range(AT_ONCE)))


def register_caller(event, place):
    return register(event=event, name=f"Caller {place}", email=f"caller{place}@example.org", language="en")


def in_state(event, state):
    return event.registrations.filter(state=state).count()


def test_without_the_lock_all_who_count_at_the_same_time_get_in(monkeypatch):
    count, all_have_counted = seats.taken, Barrier(AT_ONCE)

    def count_with_the_others(rows, at):
        number = count(rows, at)
        all_have_counted.wait(timeout=60)
        return number

    monkeypatch.setattr(seats, "held", held_by_nobody)
    monkeypatch.setattr(seats, "taken", count_with_the_others)
    event = OpenEventFactory(capacity=SEATS)

    all_at_once(partial(register_caller, event), AT_ONCE)

    assert event.registrations.filter(held_until__gt=timezone.now()).count() == AT_ONCE > SEATS


def test_with_the_lock_as_many_get_in_as_there_are_seats(monkeypatch):
    count = seats.taken

    def count_and_dawdle(rows, at):
        number = count(rows, at)
        time.sleep(0.02)
        return number

    monkeypatch.setattr(seats, "taken", count_and_dawdle)
    event = OpenEventFactory(capacity=SEATS)

    all_at_once(partial(register_caller, event), AT_ONCE)

    assert event.registrations.filter(held_until__gt=timezone.now()).count() == SEATS


def test_of_two_hundred_callers_for_the_last_ten_seats_ten_get_one(told):
    event = OpenEventFactory(capacity=SEATS + 5)
    for _ in range(5):
        RegistrationFactory(event=event)

    all_at_once(lambda place: confirm_address(registration=register_caller(event, place)), CALLERS)

    assert (in_state(event, "confirmed"), in_state(event, "waitlisted")) == (SEATS + 5, CALLERS - SEATS)
    assert (told.count("confirmed"), told.count("waitlisted")) == (SEATS, CALLERS - SEATS)


def test_of_many_who_cancel_at_once_each_seat_goes_to_one_who_waits():
    event = OpenEventFactory(capacity=AT_ONCE)
    leaving = [RegistrationFactory(event=event) for _ in range(AT_ONCE)]
    waiting = [RegistrationFactory(event=event, state="waitlisted") for _ in range(AT_ONCE // 2)]

    all_at_once(lambda place: cancel(registration=leaving[place]), AT_ONCE)

    assert set(event.registrations.filter(state="confirmed")) == set(waiting)
