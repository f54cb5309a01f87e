from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from events.filters import EventFilter, SessionFilter
from events.models import Event, EventOrganisation, Session
from places.models import Region
from publishing.models import PublicationState
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventOrganisationFactory,
    EventTagFactory,
    SessionFactory,
    SessionTagFactory,
)
from tests.people.factories import OrganisationFactory, PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def found(filterset_class=EventFilter, model=Event, **params):
    rows = model.objects.published().order_by("pk")
    return list(filterset_class(params, rows, request=request_of(AnonymousUser())).qs)


def offered(name, user=None):
    filterset = EventFilter({}, Event.objects.all(), request=request_of(user or AnonymousUser()))
    return [str(label) for value, label in filterset.form.fields[name].choices if value]


def event_from(start, end, **fields):
    return EventFactory(starts_at=start, ends_at=end, **fields)


def test_events_of_a_goal_are_found_once_whichever_of_its_targets_they_serve():
    wanted = EventFactory()
    EventTagFactory(event=wanted, goal_id=6, target_id="6.5")
    EventTagFactory(event=wanted, goal_id=6, target_id="6.b")
    EventTagFactory(goal_id=5)

    assert found(goal=["6"]) == [wanted]
    assert found(target="6.5") == [wanted]


def test_several_goals_find_events_of_any_of_them():
    water, equality = EventTagFactory(goal_id=6).event, EventTagFactory(goal_id=5).event
    EventTagFactory(goal_id=17)

    assert found(goal=["5", "6"]) == [water, equality]


def test_events_of_a_country_are_those_whose_place_lies_there():
    wanted = EventFactory(place=PlaceFactory(region=None, country="TM"))
    EventFactory(place=PlaceFactory(region=None, country="KZ"))
    EventFactory()

    assert found(country="TM") == [wanted]


def test_events_of_a_region_are_those_whose_place_lies_there():
    wanted = EventFactory(place=PlaceFactory(region=Region.objects.get(code="KZ-71")))
    EventFactory(place=PlaceFactory(region=Region.objects.get(code="KZ-75")))
    EventFactory()

    assert found(region="KZ-71") == [wanted]


def test_events_are_narrowed_by_kind():
    wanted = EventFactory(kind=Event.Kind.HEARING)
    EventFactory(kind=Event.Kind.FORUM)

    assert found(kind="hearing") == [wanted]


def test_events_of_an_organiser_are_not_those_it_only_takes_part_in():
    organisation = OrganisationFactory()
    wanted = EventOrganisationFactory(organisation=organisation, role=EventOrganisation.Role.CO_ORGANISER).event
    EventOrganisationFactory(organisation=organisation, role=EventOrganisation.Role.PARTICIPANT)
    EventOrganisationFactory()

    assert found(organiser=organisation.slug) == [wanted]


def test_events_are_narrowed_by_language():
    wanted = EventFactory(languages=["kk", "ru"])
    EventFactory(languages=["en"])
    EventFactory(languages=[])

    assert found(language="kk") == [wanted]


def test_upcoming_events_are_those_that_have_not_ended():
    now = timezone.now()
    running = event_from(now - timedelta(hours=1), now + timedelta(hours=1))
    past = event_from(now - timedelta(days=2), now - timedelta(days=1))

    assert found(when="upcoming") == [running]
    assert found(when="past") == [past]


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Bishkek", 6), ("Asia/Tashkent", 5)])
def test_days_are_those_of_the_events_own_zone(zone, hours):
    midnight = datetime(2027, 5, 4, tzinfo=UTC) - timedelta(hours=hours)
    whole_day = event_from(midnight, midnight + timedelta(days=1), timezone=zone, is_all_day=True)

    assert found(since="2027-05-04", until="2027-05-04") == [whole_day]
    assert found(until="2027-05-03") == []
    assert found(since="2027-05-05") == []


def test_a_broken_date_is_told_at_the_field_and_narrows_nothing():
    event = EventFactory()
    filterset = EventFilter({"since": "soon"}, Event.objects.all(), request=request_of(AnonymousUser()))

    assert list(filterset.qs) == [event]
    assert list(filterset.form.errors) == ["since"]


def test_organisers_offered_are_those_the_visitor_may_see():
    EventOrganisationFactory(organisation__name="Public host")
    EventOrganisationFactory(organisation__name="Draft host", organisation__publication_state=PublicationState.DRAFT)
    EventOrganisationFactory(organisation__name="Host of a draft", event__publication_state=PublicationState.DRAFT)
    OrganisationFactory(name="Host of nothing")

    assert offered("organiser") == ["Public host"]


def test_organisers_offered_to_staff_include_drafts(editor):
    EventOrganisationFactory(organisation__name="Draft host", organisation__publication_state=PublicationState.DRAFT)

    assert offered("organiser", editor) == ["Draft host"]


def test_a_draft_organiser_is_refused_as_if_it_did_not_exist():
    role = EventOrganisationFactory(organisation__publication_state=PublicationState.DRAFT)
    filterset = EventFilter(
        {"organiser": role.organisation.slug}, Event.objects.all(), request=request_of(AnonymousUser())
    )

    assert list(filterset.form.errors) == ["organiser"]


def test_a_public_organisation_that_organises_nothing_finds_nothing():
    EventFactory()

    assert found(organiser=OrganisationFactory().slug) == []


def test_sessions_are_narrowed_by_event_kind_goal_and_person():
    wanted = SessionFactory(kind=Session.Kind.PLENARY)
    SessionTagFactory(session=wanted, goal_id=5)
    AppearanceFactory(session=wanted, person=PersonFactory(slug="aigul"))
    AppearanceFactory(session=SessionFactory(kind=Session.Kind.PANEL))

    assert found(SessionFilter, Session, event=wanted.event.slug) == [wanted]
    assert found(SessionFilter, Session, kind="plenary") == [wanted]
    assert found(SessionFilter, Session, goal=["5"]) == [wanted]
    assert found(SessionFilter, Session, person="aigul") == [wanted]


def test_a_person_who_is_not_shown_is_refused_as_if_there_were_none():
    AppearanceFactory(person=PersonFactory(slug="aigul", is_public=False))

    refused = [
        SessionFilter({"person": slug}, Session.objects.all(), request=request_of(AnonymousUser())).form.errors
        for slug in ("aigul", "nobody")
    ]

    assert refused[0] == refused[1]
    assert list(refused[0]) == ["person"]


def test_sessions_are_narrowed_by_room_track_and_organisation():
    room = RoomFactory()
    wanted = SessionFactory(room=room, track_en="Water", track_ru="Вода")
    organisation = AppearanceFactory(session=wanted).organisation
    AppearanceFactory(session=SessionFactory(room=RoomFactory(), track_en="Health"))

    assert found(SessionFilter, Session, room=str(room.pk)) == [wanted]
    assert found(SessionFilter, Session, track="Water") == [wanted]
    assert found(SessionFilter, Session, track="Вода") == [wanted]
    assert found(SessionFilter, Session, organisation=organisation.slug) == [wanted]


def test_an_organisation_whose_speaker_is_not_shown_finds_nothing():
    organisation = OrganisationFactory()
    AppearanceFactory(organisation=organisation, person__is_public=False)

    assert found(SessionFilter, Session, organisation=organisation.slug) == []


@pytest.mark.parametrize("room", ["9" * 30, "hall", "-1"])
def test_a_room_that_there_is_not_is_told_at_the_field(room):
    filterset = SessionFilter({"room": room}, Session.objects.all(), request=request_of(AnonymousUser()))

    assert list(filterset.form.errors) == ["room"]


def test_a_day_is_that_of_each_sessions_own_event():
    evening = datetime(2023, 10, 18, 18, 30, tzinfo=UTC)  # half past midnight in Almaty, half past eleven in Tashkent
    times = {"starts_at": evening, "ends_at": evening + timedelta(hours=1)}
    almaty, tashkent = (
        SessionFactory(event=event_from(evening, evening + timedelta(days=1), timezone=zone), **times)
        for zone in ("Asia/Almaty", "Asia/Tashkent")
    )
    SessionFactory()

    assert found(SessionFilter, Session, day="2023-10-18") == [tashkent]
    assert found(SessionFilter, Session, day="2023-10-19") == [almaty]


def test_a_bound_that_is_the_day_itself_includes_the_event():
    event = EventFactory()

    assert event.first_day == date(2023, 10, 19)
    assert found(since="2023-10-19", until="2023-10-19") == [event]
