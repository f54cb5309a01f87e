from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events.models import Session
from goals.models import Goal
from publishing.models import PublicationState
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventOrganisationFactory,
    EventPhotoFactory,
    EventTagFactory,
    MaterialFactory,
    SessionFactory,
    SessionTagFactory,
    StatementFactory,
)
from tests.knowledge.factories import StoryFactory
from tests.partnerships.factories import CommitmentFactory, PartnershipFactory
from tests.people.factories import OrganisationFactory, PersonFactory
from tests.photos.factories import PhotoFactory

DRAFT = {"publication_state": PublicationState.DRAFT}


@pytest.fixture
def events_page(client):
    """Return what the list of events answers to a query."""
    return lambda **query: client.get(reverse("events:list"), query)


def test_event_list_shows_published_events_only(events_page):
    published = EventFactory()
    EventFactory(**DRAFT)

    assert events_page().context["object_list"] == [published]


def test_event_list_shows_drafts_to_staff_with_a_badge(editor_client):
    EventFactory(title="Water forum", **DRAFT)

    page = editor_client.get(reverse("events:list"))

    assert "Water forum" in page.text
    assert "badge--draft" in page.text
    assert "public" not in page["Cache-Control"]


def test_event_list_stands_latest_first_and_upcoming_ones_soonest_first(events_page):
    now = timezone.now()
    near, far = [EventFactory(starts_at=now + timedelta(days=day), ends_at=now + timedelta(days=99)) for day in (1, 2)]
    past = EventFactory()

    assert events_page().context["object_list"] == [far, near, past]
    assert events_page(when="upcoming").context["object_list"] == [near, far]


def test_event_list_counts_in_words(events_page):
    EventFactory()
    assert "1 event<" in events_page().text

    EventFactory()
    assert "2 events<" in events_page().text


def test_event_list_tells_more_than_it_counts(events_page, monkeypatch):
    monkeypatch.setattr("publishing.list_pages.COUNTED_AT_MOST", 1)
    EventFactory.create_batch(2)

    assert "More than 1 event<" in events_page().text


def test_event_list_pages_keep_the_filters(events_page, client):
    events = EventFactory.create_batch(21, kind="forum")
    EventFactory(kind="other")
    first = events_page(kind="forum")

    second = client.get(reverse("events:list") + first.context["next_url"])

    assert second.context["object_list"] == [events[0]]
    assert "kind=forum" in second.context["previous_url"]
    assert second.context["next_url"] == ""


def test_a_chip_names_each_choice_and_takes_just_that_away(events_page):
    page = events_page(goal=["5", "6"], kind="forum", since="2023-10-19")

    assert {chip["label"]: chip["remove_url"] for chip in page.context["chips"]} == {
        "From: 19 October 2023": "?goal=5&goal=6&kind=forum",
        "Forum": "?goal=5&goal=6&since=2023-10-19",
        f"5. {Goal.objects.get(pk=5).title}": "?goal=6&kind=forum&since=2023-10-19",
        f"6. {Goal.objects.get(pk=6).title}": "?goal=5&kind=forum&since=2023-10-19",
    }


def test_a_bad_filter_value_is_told_at_its_field_and_the_page_stands(events_page):
    event = EventFactory()

    page = events_page(since="soon", kind="parade")

    assert page.status_code == 200
    assert page.context["object_list"] == [event]
    assert page.text.count("errorlist") == 2
    assert page.context["chips"] == []


def test_an_empty_list_says_so_and_one_narrowed_to_nothing_offers_to_start_again(events_page):
    assert "No events yet" in events_page().text
    assert "Nothing matches what you chose" in events_page(kind="forum").text


def test_filter_choices_do_not_leak_drafts(events_page):
    EventOrganisationFactory(organisation__name="Public host")
    EventOrganisationFactory(organisation__name="Secret host", organisation__publication_state="draft")
    EventOrganisationFactory(organisation__name="Host of a secret", event__publication_state="draft")

    page = events_page().text

    assert "Public host" in page
    assert "Secret host" not in page
    assert "Host of a secret" not in page


def test_event_list_costs_the_same_for_thirty_events(client, flat_queries):
    def make_event():
        event = EventTagFactory(goal_id=6).event
        EventOrganisationFactory(event=event)

    flat_queries(make_event, client.get, reverse("events:list"))


def test_anonymous_pages_set_no_cookie_and_hold_no_token(client):
    session = SessionFactory()

    for address in (reverse("events:list"), session.event.get_absolute_url(), session.get_absolute_url()):
        page = client.get(address)
        assert page.cookies == {}
        assert "csrf" not in page.text


@pytest.mark.parametrize("language", ["kk", "ky", "tg", "tk", "uz", "ru", "en"])
def test_pages_answer_in_every_language(client, language):
    session = SessionFactory(title="Clean water")
    with translation.override(language):
        addresses = [reverse("events:list"), session.event.get_absolute_url(), session.get_absolute_url()]

    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_draft_event_page_is_not_found(client):
    assert client.get(EventFactory(**DRAFT).get_absolute_url()).status_code == 404


def test_draft_event_page_is_shown_to_staff_with_a_badge(editor_client):
    page = editor_client.get(EventFactory(**DRAFT).get_absolute_url())

    assert "badge--draft" in page.text


def test_event_page_shows_programme_people_and_materials(client):
    event = EventFactory(title="Civic forum", summary="What is **planned**")
    session = SessionFactory(event=event, title="Irrigation")
    AppearanceFactory(session=session, person=PersonFactory(name="Aigul"))
    MaterialFactory(event=event, title="Agenda")
    StoryFactory(title="What happened").events.add(event)

    page = client.get(event.get_absolute_url()).text

    for words in ("Civic forum", "<strong>planned</strong>", "Irrigation", "Aigul", "Agenda", "What happened"):
        assert words in page


def test_event_page_hides_all_that_is_not_public(client):
    event = EventFactory(
        super_event=EventFactory(title="Secret whole", **DRAFT), cover=PhotoFactory(credit="Secret cover", **DRAFT)
    )
    session = SessionFactory(event=event, title="Irrigation")
    SessionFactory(event=event, title="Secret session", **DRAFT)
    AppearanceFactory(session=session, person=PersonFactory(name="Secret draft", **DRAFT))
    AppearanceFactory(session=session, person=PersonFactory(name="Secret person", is_public=False))
    EventOrganisationFactory(event=event, organisation=OrganisationFactory(name="Secret host", **DRAFT))
    EventPhotoFactory(event=event, photo=PhotoFactory(credit="Secret photographer", **DRAFT))
    EventFactory(super_event=event, title="Secret part", **DRAFT)
    MaterialFactory(event=event, session=SessionFactory(event=event, **DRAFT), title="Secret material")
    StoryFactory(title="Secret story", **DRAFT).events.add(event)

    page = client.get(event.get_absolute_url()).text

    assert "Irrigation" in page
    assert "Secret" not in page


def test_event_page_says_when_it_is_in_its_own_zone(client):
    page = client.get(EventFactory().get_absolute_url()).text

    assert "19 October 2023" in page
    assert '<time datetime="2023-10-19T09:00:00+06:00">09:00</time>' in page
    assert "Almaty (UTC+6)" in page


def test_event_page_shows_no_hours_where_only_days_are_known(client):
    midnight = datetime(2023, 10, 18, 18, tzinfo=UTC)
    event = EventFactory(starts_at=midnight, ends_at=midnight + timedelta(days=2), is_all_day=True)

    page = client.get(event.get_absolute_url()).text

    assert "19–20 October 2023" in page
    assert ">00:00<" not in page


def test_event_page_costs_the_same_for_thirty_sessions(client, flat_queries):
    event = EventFactory()
    picture = PhotoFactory()

    def make_session():
        session = SessionFactory(event=event)
        SessionTagFactory(session=session)
        AppearanceFactory(session=session)
        MaterialFactory(event=event)
        EventOrganisationFactory(event=event)

    EventPhotoFactory(event=event, photo=picture)
    flat_queries(make_session, client.get, event.get_absolute_url(), at_most=18)


def test_session_page_shows_people_with_their_affiliation_of_that_day(client):
    today = OrganisationFactory(name="Where she is now")
    then = OrganisationFactory(name="Where she was then")
    person = PersonFactory(name="Aigul")
    person.memberships.create(organisation=today)
    appearance = AppearanceFactory(person=person, organisation=then, job_title="Head", role="moderator")

    page = client.get(appearance.session.get_absolute_url()).text

    assert all(words in page for words in ("Aigul", "Head", "Where she was then", "Moderator"))
    assert "Where she is now" not in page


def test_session_page_tells_quotes_from_summaries_and_the_language_of_the_original(client):
    session = SessionFactory()
    StatementFactory(session=session, kind="quote", text="Water is life", original_language="tk")
    StatementFactory(session=session, kind="summary", text="She spoke of water")

    page = client.get(session.get_absolute_url()).text

    assert page.count("In their own words") == 1
    assert page.count("Summary of what was said") == 1
    assert "Language of the original: Turkmen" in page


def test_session_page_shows_the_goals_with_the_reason_and_pictures_with_their_credit(client):
    session = SessionFactory()
    SessionTagFactory(session=session, goal_id=6, why_en="Rivers were discussed")
    EventPhotoFactory(event=session.event, session=session, photo=PhotoFactory(credit="A. Photographer"))

    page = client.get(session.get_absolute_url()).text

    assert "Rivers were discussed" in page
    assert "A. Photographer" in page


def test_session_page_shows_what_came_of_it(client):
    session = SessionFactory()
    PartnershipFactory(title="River council", signed_at_session=session)
    CommitmentFactory(title="Clean one river", made_at_session=session)
    PartnershipFactory(title="Secret partnership", signed_at_session=session, **DRAFT)
    CommitmentFactory(title="Secret commitment", made_at_session=session, **DRAFT)

    page = client.get(session.get_absolute_url()).text

    assert "River council" in page
    assert "Clean one river" in page
    assert "Secret" not in page


def test_session_page_hides_all_that_is_not_public(client):
    session = SessionFactory(title="Irrigation")
    hidden = PersonFactory(name="Secret person", is_public=False)
    AppearanceFactory(
        session=session,
        person=PersonFactory(name="Timur"),
        organisation=OrganisationFactory(name="Secret body", **DRAFT),
    )
    AppearanceFactory(session=session, person=hidden)
    StatementFactory(session=session, person=hidden, text="Secret words")
    picture = EventPhotoFactory(event=session.event, session=session)
    picture.people.add(hidden)
    EventPhotoFactory(event=session.event, session=session, photo=PhotoFactory(credit="Secret photographer", **DRAFT))
    SessionFactory(event=session.event, title="Secret next", **DRAFT)

    page = client.get(session.get_absolute_url()).text

    assert "Timur" in page
    assert "Secret" not in page


def test_session_page_leads_to_the_one_before_and_the_one_after(client):
    event = EventFactory()
    sessions = [SessionFactory(event=event, code=code) for code in ("a", "b", "c", "d")]
    Session.objects.filter(pk=sessions[2].pk).update(**DRAFT)

    context = client.get(sessions[1].get_absolute_url()).context

    assert (context["previous_session"], context["next_session"]) == (sessions[0], sessions[3])


@pytest.mark.parametrize("hidden", ["session", "event"])
def test_page_of_a_draft_session_or_of_a_draft_event_is_not_found(client, hidden):
    session = SessionFactory(**DRAFT) if hidden == "session" else SessionFactory(event=EventFactory(**DRAFT))

    assert client.get(session.get_absolute_url()).status_code == 404


def test_session_is_found_only_under_its_own_event(client):
    session, other = SessionFactory(), EventFactory()

    assert client.get(reverse("events:session", args=[other.slug, session.slug])).status_code == 404


def test_session_page_costs_the_same_for_thirty_speakers(client, flat_queries):
    session = SessionFactory()

    def make_speaker():
        appearance = AppearanceFactory(session=session)
        StatementFactory(session=session, person=appearance.person)
        PartnershipFactory(signed_at_session=session)
        CommitmentFactory(made_at_session=session)
        SessionFactory(event=session.event)

    flat_queries(make_speaker, client.get, session.get_absolute_url(), at_most=30)


def test_structured_facts_cannot_break_out_of_their_script(client):
    event = EventFactory(title="</script><script>alert(1)</script>")

    page = client.get(event.get_absolute_url()).text

    assert "<script>alert" not in page
    assert '"name": "\\u003C/script\\u003E' in page


def test_times_of_a_session_are_those_of_the_event_unless_another_zone_is_asked_for(client):
    forum = EventFactory()
    session = SessionFactory(event=forum, starts_at=forum.ends_at - timedelta(hours=1), ends_at=forum.ends_at)
    address = session.get_absolute_url()

    own, other = client.get(address), client.get(address, {"tz": "Pacific/Auckland"})
    wrong = client.get(address, {"tz": "Mars/Olympus"})

    assert (own.context["hours"].begins, own.context["zone_name"]) == ("17:00", "Almaty (UTC+6)")
    assert (other.context["hours"].begins, other.context["hours"].ends_day) == ("00:00", "")
    assert other.context["hours"].begins_day == "20 October"
    assert "Times of Auckland (UTC+13)" in other.text
    assert wrong.context["zone_name"] == own.context["zone_name"]
    assert other.context["own_zone_url"] == "?"


def test_pages_of_people_and_organisations_lead_to_what_they_do_in_the_programme(client):
    mine = AppearanceFactory()
    SessionFactory(event=mine.session.event)
    event = mine.session.event.get_absolute_url()

    for row, query in (
        (mine.person, {"person": mine.person.slug}),
        (mine.organisation, {"organisation": mine.organisation.slug}),
    ):
        ((name, slug),) = query.items()
        shown = client.get(event, query).context["programme"].found
        assert f'href="{event}?{name}={slug}#programme"' in client.get(row.get_absolute_url()).text
        assert [session.key for session in shown] == [mine.session_id]
