"""An invented forum to try seats on: marked in every name, and never in production."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from events.models import Appearance, Event, Registration, Session
from events.registration.actions import confirm_address, register
from events.synthetic import make_forum
from people.models import Person
from places.models import Room

pytestmark = pytest.mark.django_db


def told(**options):
    out = io.StringIO()
    call_command("make_forum", stdout=out, **options)
    return out.getvalue()


def test_one_may_register_for_an_invented_forum_whose_first_workshop_is_full(settings, client):
    settings.DEBUG = True

    said = told(sessions=30)
    event = Event.objects.get()
    full, free = event.sessions.with_seats().order_by("pk")[:2]
    mine = register(
        event=event, name="Aigul", email="a@example.org", language="en", answers=answers(event), sessions=[free]
    )
    late = register(
        event=event, name="Timur", email="b@example.org", language="en", answers=answers(event), sessions=[full]
    )

    assert said == f"Synthetic forum of 30 sessions: http://testserver{event.get_absolute_url()}\n"
    assert [str(confirm_address(registration=one).seats.get().state) for one in (mine, late)] == ["taken", "waiting"]
    assert client.get(event.get_absolute_url()).context["count"] == "30 sessions"
    assert Appearance.objects.count() == 90


def answers(event):
    return {question.pk: question.options()[0][0] for question in event.questions.all()}


def test_every_name_is_marked_and_a_second_run_makes_nothing_new(settings):
    settings.DEBUG = True
    models = (Event, Session, Person, Room, Registration)

    told(sessions=16)
    before = [model.objects.count() for model in models]
    told(sessions=16)

    assert [model.objects.count() for model in models] == before
    names = [str(row) for model in (Event, Session, Person, Room) for row in model.objects.all()]
    names += [registration.name for registration in Registration.objects.all()]
    assert [name for name in names if not name.startswith("Synthetic")] == []


def test_it_refuses_to_run_in_production(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="no place in production"):
        told(sessions=30)
    assert not Event.objects.exists()


def test_a_forum_to_measure_takes_no_registrations():
    event = make_forum(slug="synthetic-measured", sessions=5, begins_at=datetime(2026, 10, 5, 4, tzinfo=UTC))

    assert (event.registrations.count(), event.sessions.with_seats().count(), event.sessions.count()) == (0, 0, 5)
