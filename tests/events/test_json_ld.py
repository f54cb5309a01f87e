"""The facts of events and sessions in schema.org's words, read by extruct."""

from datetime import timedelta

import pytest

from events.models import Session
from tests.events.calendars import LANGUAGES, in_language
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventOrganisationFactory,
    EventPhotoFactory,
    EventTagFactory,
    SessionFactory,
    SessionTagFactory,
)
from tests.people.factories import OrganisationFactory, PersonFactory
from tests.photos.factories import PhotoFactory
from tests.places.factories import PlaceFactory, RoomFactory
from tests.structured import SITE, json_ld

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}


@pytest.fixture
def forum():
    place = PlaceFactory(name="Congress hall", address="Street 1", latitude="51.1", longitude="71.4")
    return EventFactory(title="Water forum", place=place, languages=["kk", "ru"])


@pytest.fixture
def facts_of(client):
    return lambda row: json_ld(client.get(row.get_absolute_url()))


def test_event_tells_what_it_is_and_when(facts_of, forum):
    facts = facts_of(forum)

    assert (facts["@context"], facts["@type"], facts["name"]) == ("https://schema.org", "Event", "Water forum")
    assert (facts["startDate"], facts["endDate"]) == ("2023-10-19T09:00:00+06:00", "2023-10-19T18:00:00+06:00")
    assert facts["eventStatus"] == "https://schema.org/EventScheduled"
    assert facts["inLanguage"] == ["kk", "ru"]
    assert facts["identifier"] == f"urn:uuid:{forum.guid}"


def test_event_tells_its_place_and_its_address_on_the_web(facts_of, forum):
    forum.online_url, forum.attendance_mode = "https://example.org/live", "MixedEventAttendanceMode"
    forum.save()

    facts = facts_of(forum)

    address = {"streetAddress": "Street 1", "addressLocality": "Astana", "addressCountry": "KZ"}
    assert facts["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert facts["location"] == [
        {
            "@type": "Place",
            "name": "Congress hall",
            "address": {"@type": "PostalAddress", **address},
            "geo": {"@type": "GeoCoordinates", "latitude": "51.100000", "longitude": "71.400000"},
        },
        {"@type": "VirtualLocation", "url": "https://example.org/live"},
    ]


def test_event_of_which_only_the_days_are_known_tells_days(facts_of, forum):
    forum.is_all_day = True
    forum.save()

    facts = facts_of(forum)

    assert (facts["startDate"], facts["endDate"]) == ("2023-10-19", "2023-10-19")


def test_online_event_without_an_address_of_its_own_is_found_on_its_page(facts_of):
    event = EventFactory(attendance_mode="OnlineEventAttendanceMode")

    assert facts_of(event)["location"] == [{"@type": "VirtualLocation", "url": SITE + event.get_absolute_url()}]


def test_event_names_its_organisers_sponsors_goals_and_picture_with_its_credit(facts_of, forum):
    organiser = EventOrganisationFactory(event=forum, organisation__name="Water council").organisation
    EventOrganisationFactory(event=forum, organisation__name="Who pays", role="sponsor")
    EventTagFactory(event=forum, goal_id=6)
    EventTagFactory(event=forum, goal_id=5, target_id="5.1")
    forum.cover = PhotoFactory(credit="A. Photographer", alt="A river")
    forum.save()

    facts = facts_of(forum)

    address = SITE + organiser.get_absolute_url()
    assert facts["organizer"] == [{"@type": "Organization", "name": "Water council", "url": address}]
    assert [sponsor["name"] for sponsor in facts["sponsor"]] == ["Who pays"]
    assert {(term["@type"], term["termCode"], term["sameAs"]) for term in facts["about"]} == {
        ("DefinedTerm", "6", "http://metadata.un.org/sdg/6"),
        ("DefinedTerm", "5.1", "http://metadata.un.org/sdg/5.1"),
    }
    image = facts["image"]
    assert (image["@type"], image["creditText"], image["caption"]) == ("ImageObject", "A. Photographer", "A river")
    assert image["contentUrl"].startswith(SITE + "/media/")


def test_sessions_of_an_event_are_told_in_a_few_words(facts_of, forum):
    timed = SessionFactory(
        event=forum, title="Irrigation", starts_at=forum.starts_at, ends_at=forum.starts_at + timedelta(hours=1)
    )
    cancelled = SessionFactory(event=forum, title="Drainage", status="cancelled")
    SessionFactory(event=forum, title="Secret", **DRAFT)

    assert facts_of(forum)["subEvent"] == [
        {
            "@type": "Event",
            "@id": SITE + timed.get_absolute_url(),
            "name": "Irrigation",
            "startDate": "2023-10-19T09:00:00+06:00",
        },
        {
            "@type": "Event",
            "@id": SITE + cancelled.get_absolute_url(),
            "name": "Drainage",
            "eventStatus": "https://schema.org/EventCancelled",
        },
    ]
    assert facts_of(timed)["@id"] == SITE + timed.get_absolute_url()
    assert facts_of(timed)["endDate"] == "2023-10-19T10:00:00+06:00"


def test_session_names_its_people_with_role_and_affiliation_of_that_day(facts_of):
    spoke = {"role": "moderator", "job_title": "Head", "organisation": OrganisationFactory(name="Water council")}
    appearance = AppearanceFactory(person=PersonFactory(name="Aigul"), **spoke)
    AppearanceFactory(session=appearance.session, person=PersonFactory(name="Secret", is_public=False))

    (role,) = facts_of(appearance.session)["performer"]

    assert (role["@type"], role["roleName"]) == ("Role", "Moderator")
    assert role["performer"] == {
        "@type": "Person",
        "name": "Aigul",
        "url": SITE + appearance.person.get_absolute_url(),
        "jobTitle": "Head",
        "affiliation": {
            "@type": "Organization",
            "name": "Water council",
            "url": SITE + appearance.organisation.get_absolute_url(),
        },
    }


def test_session_tells_its_event_room_goals_track_and_picture(facts_of, forum):
    session = SessionFactory(event=forum, room=RoomFactory(place=forum.place, name="Room A"), track="Rivers")
    SessionTagFactory(session=session, goal_id=6)
    EventPhotoFactory(event=forum, session=session, photo=PhotoFactory(credit="A. Photographer"))

    facts = facts_of(session)

    (room,) = facts["location"]
    assert facts["superEvent"]["url"] == SITE + forum.get_absolute_url()
    assert (room["name"], room["containedInPlace"]["name"]) == ("Room A", "Congress hall")
    assert (facts["image"]["creditText"], facts["keywords"]) == ("A. Photographer", "Rivers")
    assert [term["termCode"] for term in facts["about"]] == ["6"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_are_told_in_every_language(client, forum, language):
    session = SessionFactory(event=forum, title="Irrigation", title_ru="Орошение")

    event, part = (json_ld(client.get(in_language(row.get_absolute_url(), language))) for row in (forum, session))

    assert part["name"] == ("Irrigation" if language == "en" else "Орошение")
    assert event["url"] == SITE + in_language(forum.get_absolute_url(), language)


def test_three_hundred_sessions_keep_the_facts_light(client, forum):
    times = {"starts_at": forum.starts_at, "ends_at": forum.ends_at}
    Session.objects.bulk_create(
        Session(event=forum, slug=f"session-{n}", title_en=f"Session {n}", publication_state="published", **times)
        for n in range(300)
    )

    facts = json_ld(client.get(forum.get_absolute_url()))

    assert len(facts["subEvent"]) == 300
    assert len(str(facts["subEvent"])) < 300 * 160
