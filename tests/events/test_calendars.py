"""Calendars of an event, a session, a filter and the whole portal, read by two parsers that are not ours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.urls import reverse
from django.utils import translation

from events.calendars import uid
from events.models import Event, Session
from events.registration.calendar import calendar_of
from publishing import content_version
from tests.events.calendars import LANGUAGES, entries, in_language, problems, read, read_otherwise
from tests.events.factories import (
    EventFactory,
    EventOrganisationFactory,
    SessionFactory,
    SessionSeatFactory,
    SessionTagFactory,
)
from tests.people.factories import OrganisationFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db
ALMATY = ZoneInfo("Asia/Almaty")
DRAFT = {"publication_state": "draft"}


def at(hour, minute=0, day=19):
    """A moment of 19 October 2023 on the clock of Astana, which was UTC+6 then."""
    return datetime(2023, 10, day, hour, minute, tzinfo=ALMATY).astimezone(UTC)


@pytest.fixture
def forum():
    place = PlaceFactory(name="Congress hall", address="Street 1", locality="Astana", latitude="51.1", longitude="71.4")
    return EventFactory(title="Water forum", place=place)


@pytest.fixture
def session(forum):
    room = RoomFactory(place=forum.place, name="Room A")
    times = {"starts_at": at(10), "ends_at": at(11, 30)}
    return SessionFactory(event=forum, title="Irrigation", room=room, track="Rivers", abstract="**Wells** dry", **times)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_parsers_read_every_calendar_in_every_language(client, session, language):
    with translation.override(language):
        addresses = [reverse("events:calendar"), session.event.calendar_url, session.calendar_url]

    for address in addresses:
        response = client.get(address)

        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Content-Language"] == language
        assert problems(response) == []
        assert len(read_otherwise(response).vevent_list) == len(read(response).events)


def test_calendar_of_an_event_has_it_and_its_sessions(client, session):
    SessionFactory(event=session.event, title="Unannounced", **DRAFT)
    SessionFactory(title="Elsewhere")

    assert list(entries(client.get(session.event.calendar_url))) == ["Water forum", "Irrigation"]


def test_calendar_of_a_session_tells_all_that_a_calendar_can_show(client, session):
    EventOrganisationFactory(event=session.event, organisation=OrganisationFactory(name="Water council", email=""))

    entry = entries(client.get(session.calendar_url))["Irrigation"]

    address = f"http://testserver{session.get_absolute_url()}"
    assert entry["uid"] == f"{session.guid}@testserver"
    assert entry["dtstart"].to_ical() == b"20231019T100000"
    assert entry["dtstart"].params == {"TZID": "Asia/Almaty"}
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (session.starts_at, session.ends_at)
    assert entry["location"] == "Room A, Congress hall, Street 1, Astana"
    assert entry["geo"].to_ical() == "51.1;71.4"
    assert entry["url"] == address
    assert entry["description"] == f"Wells dry\n\n{address}"
    assert [str(word) for word in entry["categories"].cats] == ["Rivers", "Panel session"]
    assert entry["related-to"] == f"{session.event.guid}@testserver"
    assert (entry["status"], entry["sequence"]) == ("CONFIRMED", 0)


def test_organiser_has_the_address_that_it_published_else_its_page_and_none_is_made_up(client, session):
    def organiser():
        entry = entries(client.get(session.calendar_url))["Irrigation"]
        return str(entry["organizer"]), entry["organizer"].params["CN"]

    assert organiser() == ("http://testserver", "Kopir")

    role = EventOrganisationFactory(event=session.event, organisation__name="Water council", position=1)
    assert organiser() == (f"http://testserver{role.organisation.get_absolute_url()}", "Water council")

    role.organisation.email = "office@example.org"
    role.organisation.save()
    assert organiser() == ("mailto:office@example.org", "Water council")

    EventOrganisationFactory(event=session.event, organisation__name="Who pays", role="sponsor")
    assert organiser()[1] == "Water council"


def test_event_of_which_only_the_days_are_known_is_an_entry_of_days_with_an_exclusive_end(client):
    two_days = EventFactory(is_all_day=True, starts_at=at(9), ends_at=at(18, day=20))

    entry = next(iter(entries(client.get(two_days.calendar_url)).values()))

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2023, 10, 19), date(2023, 10, 21))
    assert entry["dtstart"].params == {"VALUE": "DATE"}
    assert entry["transp"] == "TRANSPARENT"


def test_session_whose_hours_are_not_known_stands_on_the_days_of_its_event(client, forum):
    session = SessionFactory(event=forum)

    entry = read(client.get(session.calendar_url)).events[0]

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2023, 10, 19), date(2023, 10, 20))


def test_session_past_midnight_ends_on_the_next_day(client):
    event = EventFactory(ends_at=at(9, day=20))
    SessionFactory(event=event, title="Night", starts_at=at(23), ends_at=at(1, 30, day=20))

    entry = entries(client.get(event.calendar_url))["Night"]

    assert entry["dtend"].to_ical() == b"20231020T013000"


@pytest.mark.parametrize(
    ("row", "changed", "status"),
    [
        ("session", {"status": "cancelled"}, "CANCELLED"),
        ("session", {"status": "tentative"}, "TENTATIVE"),
        ("event", {"event_status": "EventCancelled"}, "CANCELLED"),
        ("event", {"event_status": "EventPostponed"}, "TENTATIVE"),
    ],
)
def test_what_is_cancelled_stays_in_the_calendar_and_says_so(client, session, row, changed, status):
    subject = session if row == "session" else session.event
    for name, value in changed.items():
        setattr(subject, name, value)
    subject.save()

    entry = entries(client.get(session.event.calendar_url))["Irrigation"]

    assert (entry["status"], entry["sequence"]) == (status, 1)


@pytest.mark.parametrize(
    "name", ["Asia/Almaty", "Asia/Tashkent", "Europe/Berlin", "America/New_York", "Africa/Casablanca"]
)
def test_calendar_brings_the_rules_of_its_zone_so_that_no_program_needs_its_own(client, name):
    zone = ZoneInfo(name)
    event = EventFactory(
        starts_at=datetime(2024, 2, 1, tzinfo=UTC), ends_at=datetime(2024, 12, 1, tzinfo=UTC), timezone=name
    )

    (written,) = read(client.get(event.calendar_url)).timezones

    told = written.to_tz(lookup_tzid=False)
    moments = [datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(hours=31 * step) for step in range(360)]
    assert written["tzid"] == name
    assert [
        moment
        for moment in moments
        if moment.replace(tzinfo=told).utcoffset() != moment.replace(tzinfo=zone).utcoffset()
    ] == []


def test_text_of_another_language_stands_in_and_is_marked(client, session):
    response = client.get(in_language(session.calendar_url, "kk"))

    entry = read(response).events[0]
    assert entry["summary"] == "Irrigation [en]"
    assert entry["summary"].params["LANGUAGE"] == "en"


def test_lines_are_folded_at_75_octets_without_breaking_a_letter(client):
    event = EventFactory(title="Су ресурстарын біріктіріп басқару туралы форум; " * 5)

    response = client.get(event.calendar_url)

    lines = response.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert "\ufffd" not in "".join(line.decode() for line in lines)
    assert event.title.strip() in next(iter(entries(response)))


def test_what_no_calendar_can_hold_is_left_out(client, session):
    Session.objects.filter(pk=session.pk).update(title_en="Irri\x0bgation", title_ru="")

    response = client.get(session.calendar_url)

    assert b"\x0b" not in response.content
    assert problems(response) == []


def test_calendar_stays_the_same_to_the_byte_until_something_changes(client, session):
    address = session.event.calendar_url
    first = client.get(address)
    content_version.raise_version()

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    session.title_en = "Drainage"
    session.save()
    changed = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)


def test_calendar_of_the_list_takes_the_filters_of_the_list(client, forum):
    EventFactory(title="Talks", kind="consultation")
    EventFactory(title="Secret forum", **DRAFT)

    assert list(entries(client.get(reverse("events:calendar")))) == ["Water forum", "Talks"]
    assert list(entries(client.get(reverse("events:calendar"), {"kind": "consultation"}))) == ["Talks"]


def test_calendar_of_an_event_takes_the_filters_of_sessions(client, session):
    talks = SessionFactory(event=session.event, title="Talks", kind="plenary")
    SessionTagFactory(session=talks, goal_id=6)

    calendar = session.event.calendar_url
    assert list(entries(client.get(calendar, {"kind": "plenary"}))) == ["Talks"]
    assert list(entries(client.get(calendar, {"goal": "6"}))) == ["Talks"]


@pytest.mark.parametrize("query", [{"kind": "parade"}, {"goal": "99"}])
def test_wrong_filter_is_refused_instead_of_giving_everything(client, forum, query):
    for address in (reverse("events:calendar"), forum.calendar_url):
        assert client.get(address, query).status_code == 400


def test_calendar_is_found_at_a_former_address(client, session):
    event = session.event
    former = {event.calendar_url, session.calendar_url}
    event.slug = "renamed"
    event.save()

    assert {client.get(address).status_code for address in former} == {301}
    assert client.get(former.pop(), follow=True).status_code == 200


def test_drafts_have_no_calendar(client):
    session = SessionFactory(**DRAFT)
    event = EventFactory(**DRAFT)

    assert {client.get(row.calendar_url).status_code for row in (session, event)} == {404}


def test_pages_lead_to_their_calendars(client, session):
    pages = {row.calendar_url: client.get(row.get_absolute_url()).text for row in (session, session.event)}

    for calendar, page in pages.items():
        assert f'<link rel="alternate" type="text/calendar" title="Calendar (iCalendar)" href="{calendar}">' in page
        assert f'href="webcal://testserver{calendar}"' in page
        assert f'href="{calendar}" download' in page
    assert f'href="{reverse("events:calendar")}"' in client.get(reverse("events:list")).text


def test_calendar_costs_the_same_for_three_hundred_sessions(client, forum, count_queries):
    rows = [Session(event=forum, slug=f"s{n}", title_en=f"S {n}", publication_state="published") for n in range(299)]
    SessionFactory(event=forum)
    client.get(forum.calendar_url)
    with_one = count_queries(client.get, forum.calendar_url)

    Session.objects.bulk_create(rows)

    assert count_queries(client.get, forum.calendar_url) == with_one <= 6
    assert len(read(client.get(forum.calendar_url)).events) == 301


def test_calendar_of_the_portal_costs_the_same_for_thirty_events(client, flat_queries):
    flat_queries(EventOrganisationFactory, client.get, reverse("events:calendar"), at_most=6)
    assert Event.objects.count() == 30


def test_calendar_of_the_portal_has_sessions_too_where_it_is_asked_for_them(client, session, count_queries):
    SessionFactory(title="Secret", event=session.event, **DRAFT)
    SessionFactory(title="Elsewhere", event=EventFactory(title="Hearing", kind="hearing"))
    address = reverse("events:calendar_with_sessions")
    few = count_queries(client.get, address, {"kind": "forum"})
    narrowed = list(entries(client.get(address, {"kind": "forum"})))
    Session.objects.bulk_create(
        Session(event=session.event, slug=f"s-{n}", title_en=f"S {n}", publication_state="published") for n in range(30)
    )

    assert narrowed == ["Water forum", "Irrigation"]
    assert count_queries(client.get, address, {"kind": "forum"}) == few <= 8
    assert client.get(address, {"kind": "party"}).status_code == 400
    assert f'href="{address}?kind=forum"' in client.get(reverse("events:list"), {"kind": "forum"}).text


def test_programme_narrowed_on_its_page_leads_to_its_calendar(client, session):
    SessionFactory(event=session.event, kind="plenary")
    page = session.event.get_absolute_url()

    narrowed = f'href="{session.event.calendar_url}?kind=panel">Calendar (iCalendar)</a>'

    assert narrowed in client.get(page, {"kind": "panel", "view": "grid"}).text
    assert "Calendar (iCalendar)</a>" not in client.get(page).text


def test_ticket_has_the_entries_of_the_event_so_that_one_takes_the_place_of_the_other(client):
    seat = SessionSeatFactory(session__starts_at=at(10), session__ends_at=at(11))
    registration, session = seat.registration, seat.session
    hidden = EventOrganisationFactory(
        event=registration.event, organisation__name="Secret", organisation__email="a@b.org"
    )
    type(hidden.organisation).objects.filter(pk=hidden.organisation_id).update(**DRAFT)

    ticket = icalendar.Calendar.from_ical(calendar_of(registration))

    of_event = {entry["uid"]: entry for entry in read(client.get(registration.event.calendar_url)).events}
    assert [entry["uid"] for entry in ticket.events] == [uid(registration.event), uid(session)]
    for entry in ticket.events:
        known = of_event[entry["uid"]]
        assert f"Ticket: {registration.code}" in entry["description"]
        assert {name: entry[name] for name in known if name != "DESCRIPTION"} == {
            name: known[name] for name in known if name != "DESCRIPTION"
        }
    assert "Secret" not in str(ticket)
