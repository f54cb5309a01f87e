"""Personal data of participants goes on schedule; figures stay."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from events.models import Answer, CheckIn, Registration, seats
from events.registration.attendance import figures
from events.registration.links import path_of
from tests.events.factories import (
    EventFactory,
    OpenEventFactory,
    QuestionFactory,
    RegistrationFactory,
    SessionSeatFactory,
    SessionWithSeatsFactory,
)

pytestmark = pytest.mark.django_db


def run(capsys):
    call_command("purge_registrations")
    return capsys.readouterr().out


def ended(days):
    end = timezone.now() - timedelta(days=days)
    return EventFactory(starts_at=end - timedelta(hours=8), ends_at=end)


def test_long_after_the_event_nothing_says_who_came_and_figures_stay(client, capsys):
    event = ended(days=91)
    mine = RegistrationFactory(
        event=event, name="Aigul", organisation="Fund", access_needs="A ramp", consent="public", email="a@example.org"
    )
    Answer.objects.create(registration=mine, question=QuestionFactory(event=event), text="Soup")
    CheckIn.objects.create(registration=mine)
    RegistrationFactory(event=event, state="cancelled")
    link, before = path_of(mine), figures(event)

    told = run(capsys)

    code, guid = mine.code, mine.guid
    mine.refresh_from_db()
    assert "personal data of 2 participants deleted" in told
    assert (mine.name, mine.email, mine.organisation, mine.access_needs, mine.answers.count()) == ("", "", "", "", 0)
    assert (mine.code != code, mine.guid != guid) == (True, True)
    assert client.get(link).status_code == 404
    assert figures(event) == before
    assert "Aigul" not in client.get(event.get_absolute_url()).text


def test_done_twice_it_changes_nothing(capsys):
    mine = RegistrationFactory(event=ended(days=91))
    run(capsys)
    mine.refresh_from_db()
    first = (mine.purged_at, mine.code)

    told = run(capsys)

    mine.refresh_from_db()
    assert "personal data of 0 participants deleted" in told
    assert (mine.purged_at, mine.code) == first


def test_until_then_the_data_stays(capsys):
    kept = [RegistrationFactory(event=ended(days=89)), RegistrationFactory(event=OpenEventFactory())]

    run(capsys)

    assert all(Registration.objects.get(pk=one.pk).email for one in kept)


def test_what_nobody_confirmed_for_a_day_is_deleted(capsys):
    old = RegistrationFactory(state="pending")
    young = RegistrationFactory(state="pending")
    confirmed = RegistrationFactory()
    yesterday = timezone.now() - timedelta(hours=25)
    Registration.objects.filter(pk__in=[old.pk, confirmed.pk]).update(created_at=yesterday)

    run(capsys)

    assert set(Registration.objects.all()) == {young, confirmed}


def test_a_seat_that_nobody_confirmed_in_time_is_given_on(capsys):
    event = OpenEventFactory(capacity=1)
    RegistrationFactory(event=event, state="pending", held_until=timezone.now() - timedelta(minutes=1))
    waiting = RegistrationFactory(event=event, state="waitlisted")

    told = run(capsys)

    waiting.refresh_from_db()
    assert "1 events with seats given on" in told
    assert waiting.state == "confirmed"


def test_a_seat_in_a_session_that_nobody_confirmed_in_time_is_given_on(capsys):
    workshop = SessionWithSeatsFactory(capacity=1)
    past = timezone.now() - timedelta(minutes=1)
    slow = RegistrationFactory(event=workshop.event, state="pending", held_until=past)
    SessionSeatFactory(session=workshop, registration=slow)
    waiting = SessionSeatFactory(session=workshop, state="waiting")

    told = run(capsys)

    waiting.refresh_from_db()
    assert "1 events with seats given on" in told
    assert waiting.state == "taken"


def test_who_confirms_while_the_unconfirmed_are_deleted_stays(capsys, monkeypatch):
    slow = RegistrationFactory(state="pending")
    Registration.objects.update(created_at=timezone.now() - timedelta(hours=25))
    hold = seats.held

    def held_after_it_was_confirmed(event_pk):
        Registration.objects.update(state="confirmed", confirmed_at=timezone.now())
        return hold(event_pk)

    monkeypatch.setattr(seats, "held", held_after_it_was_confirmed)
    told = run(capsys)

    assert "0 unconfirmed registrations deleted" in told
    assert Registration.objects.get() == slow
