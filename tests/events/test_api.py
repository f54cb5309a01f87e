from django.urls import reverse

from events.models import Appearance, EventOrganisation
from places.models import Region
from tests.config.test_api_reading import slugs
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventTagFactory,
    MaterialFactory,
    SessionFactory,
    StatementFactory,
)
from tests.people.factories import OrganisationFactory, PersonFactory
from tests.places.factories import PlaceFactory

EVENTS = "/api/v1/events/"


def test_api_and_page_agree_on_every_filter_together(api, client):
    host = OrganisationFactory(slug="ministry")
    place = PlaceFactory(region=Region.objects.get(code="KZ-71"))
    wanted = EventFactory(title_en="Water forum", place=place, languages=["kk"])
    EventOrganisation.objects.create(event=wanted, organisation=host)
    EventTagFactory(event=wanted, goal_id=6)
    EventFactory(title_en="Another")
    query = {
        "organiser": "ministry",
        "country": "KZ",
        "region": "KZ-71",
        "kind": "forum",
        "language": "kk",
        "goal": 6,
        "q": "forum",
        "since": wanted.starts_at.date().isoformat(),
        "until": wanted.ends_at.date().isoformat(),
    }

    page = client.get(reverse("events:list"), query)

    assert slugs(api.get(EVENTS, query)) == [wanted.slug]
    assert [event.slug for event in page.context["object_list"]] == [wanted.slug]


def test_a_session_shows_who_led_it_and_who_spoke_for_whom(api):
    session = SessionFactory()
    undp, speaker, chair = OrganisationFactory(slug="undp"), PersonFactory(slug="aigul"), PersonFactory(slug="timur")
    AppearanceFactory(session=session, person=speaker, organisation=undp, job_title_en="Head of office")
    AppearanceFactory(session=session, person=chair, role=Appearance.Role.MODERATOR)

    shown = api.get(f"/api/v1/sessions/{session.slug}/", {"lang": "en"}).json()

    assert shown["event"] == session.event.slug
    assert [one["person"] for one in shown["appearances"]] == ["timur", "aigul"]
    assert shown["appearances"][1] == {
        "person": "aigul",
        "role": "speaker",
        "status": "confirmed",
        "organisation": "undp",
        "job_title": "Head of office",
        "position": 0,
    }


def test_rows_of_a_session_are_found_by_it_by_its_event_and_by_the_person(api):
    wanted = StatementFactory(text_en="Water is shared.")
    StatementFactory()

    queries = [
        {"session": wanted.session.slug},
        {"event": wanted.session.event.slug},
        {"person": wanted.person.slug},
    ]

    found = [[row["id"] for row in api.get("/api/v1/statements/", query).json()["results"]] for query in queries]
    assert found == [[wanted.pk]] * 3


def test_materials_are_found_by_their_event(api):
    wanted = MaterialFactory()
    MaterialFactory()

    rows = api.get("/api/v1/materials/", {"event": wanted.event.slug}).json()["results"]

    assert [row["url"] for row in rows] == [wanted.url]
