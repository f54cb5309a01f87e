import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.events.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_an_event_is_no_part_of_its_own_parts():
    forum = EventFactory()
    evening = EventFactory(super_event=EventFactory(super_event=forum))
    forum.super_event = evening

    with pytest.raises(ValidationError) as caught:
        forum.full_clean()

    assert caught.value.message_dict == {"super_event": ["That event is a part of this one."]}


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
