import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventPhotoFactory,
    MaterialFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def test_an_event_is_no_part_of_its_own_parts():
    forum = EventFactory()
    evening = EventFactory(super_event=EventFactory(super_event=forum))
    forum.super_event = evening

    with pytest.raises(ValidationError) as caught:
        forum.full_clean()

    assert caught.value.message_dict == {"super_event": ["That event is a part of this one."]}


@pytest.mark.parametrize("missing", ["starts_at", "ends_at"])
def test_a_session_has_both_times_or_none(missing):
    session = SessionFactory(starts_at=None, ends_at=None)
    session.starts_at, session.ends_at = session.event.starts_at, session.event.ends_at
    setattr(session, missing, None)

    with pytest.raises(ValidationError, match="A session has both times or none"):
        session.full_clean()
    with pytest.raises(IntegrityError):
        session.save()


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_an_event_takes_place_in_a_year_that_somebody_means(year):
    forum = EventFactory()
    forum.ends_at = datetime.datetime(year, 12, 31, 23, 59, tzinfo=datetime.UTC)

    with pytest.raises(ValidationError) as caught:
        forum.full_clean()

    assert "Give a year from 1900 to 2199." in caught.value.message_dict["ends_at"]


@pytest.mark.parametrize("parameter", ["since", "until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_last_days_of_the_calendar_break_no_filter(client, api, parameter, day):
    page = client.get(reverse("events:list"), {parameter: day})
    answer = api.get("/api/v1/events/", {parameter: day})

    assert page.context["form"].errors == {parameter: ["Give a year from 1900 to 2199."]}
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "year_out_of_range")


@pytest.mark.parametrize("make", [MaterialFactory.build, EventPhotoFactory.build])
def test_what_an_event_shows_of_a_session_is_of_its_own_session(make):
    row = make(event=EventFactory(), session=SessionFactory())

    with pytest.raises(ValidationError) as caught:
        row.clean()

    assert caught.value.message_dict == {"session": ["That session belongs to another event."]}


def test_a_picture_stands_once_on_an_event_outside_its_sessions():
    there = EventPhotoFactory(session=None)

    with pytest.raises(IntegrityError):
        EventPhotoFactory(event=there.event, photo=there.photo, session=None)


@pytest.mark.parametrize(("status", "is_shown"), [("invited", False), ("cancelled", False), ("appeared", True)])
def test_only_who_takes_part_is_announced(client, status, is_shown):
    appearance = AppearanceFactory(status=status, person__name_en="Aigerim Sample")

    page = client.get(appearance.session.get_absolute_url()).text

    assert ("Aigerim Sample" in page) is is_shown
