"""The programme on the page of an event, as visitors ask for it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from events.programme import session_rows
from events.programme.page import list_stencil
from tests.events.factories import AppearanceFactory, EventFactory, SessionFactory, SessionTagFactory
from tests.people.factories import PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

NINE = datetime(2023, 10, 19, 3, tzinfo=UTC)  # 9:00 in Almaty


@pytest.fixture
def event(db):
    """A forum of two days."""
    return EventFactory(starts_at=NINE, ends_at=NINE + timedelta(days=1, hours=9))


def at(hours, length=1, **more):
    """The times of a session that begins so many hours after nine on the first day."""
    start = NINE + timedelta(hours=hours)
    return {"starts_at": start, "ends_at": start + timedelta(hours=length), **more}


@pytest.fixture
def programme(client, event):
    """Return what the page of the event answers to a query."""
    return lambda **query: client.get(event.get_absolute_url(), query)


def groups(page):
    """[(heading, keys of sessions)] of the list on a page; a day as its ISO date."""
    programme = page.context["programme"]
    return [
        (group.heading.name or str(group.heading.key), [row.key for row in group.sessions])
        for group in programme.groups(programme.found)
    ]


def shown(page):
    return [row.key for row in page.context["programme"].found]


def titles_in(page):
    """The titles of the rows that a list shows; the facts for search engines name every session."""
    rows = "".join(row for group in page.context["groups"] for row in group["rows"])
    return re.findall(r'row__title"><a href="[^"]*">([^<]*)</a>', rows)


def test_sessions_stand_under_their_day_and_those_without_hours_under_all_days_last(programme, event):
    late = SessionFactory(event=event, **at(24))
    some_time = SessionFactory(event=event)
    early = SessionFactory(event=event, **at(0))

    page = programme()

    assert groups(page) == [("2023-10-19", [early.pk]), ("2023-10-20", [late.pk]), ("None", [some_time.pk])]
    assert "19–20 October 2023" in page.text
    assert page.text.count("hours not known") == 1


def test_sessions_stand_under_rooms_tracks_or_goals(programme, event):
    place = PlaceFactory()
    rooms = [RoomFactory(place=place, name_en=name) for name in ("Hall 10", "Hall 2")]
    first = SessionFactory(event=event, room=rooms[0], track_en="Water", **at(0))
    second = SessionFactory(event=event, room=rooms[1], **at(1))
    third = SessionFactory(event=event, **at(24))
    SessionTagFactory(session=first, goal_id=6)
    SessionTagFactory(session=first, goal_id=5)

    assert groups(programme(by="room")) == [
        ("Hall 2", [second.pk]),
        ("Hall 10", [first.pk]),
        ("No room yet", [third.pk]),
    ]
    assert groups(programme(by="track")) == [("Water", [first.pk]), ("In no track", [second.pk, third.pk])]
    assert [keys for _goal, keys in groups(programme(by="goal"))] == [[first.pk], [first.pk], [second.pk, third.pk]]


def test_rows_name_the_day_where_they_do_not_stand_under_it(programme, event):
    SessionFactory(event=event, **at(0))
    SessionFactory(event=event, **at(24))

    assert '<span class="hours__day">20 October</span>' not in programme().text
    assert '<span class="hours__day">20 October</span>' in programme(by="room").text


def test_grid_has_a_table_a_day_with_rooms_across_and_times_down(programme, event):
    room = RoomFactory(name_en="Aula")
    SessionFactory(event=event, title="Opening", room=room, **at(0))
    SessionFactory(event=event, title="Closing", room=room, **at(24))
    SessionFactory(event=event, title="Some time")

    page = programme(view="grid").text

    assert page.count('<table class="grid__table">') == 2
    assert page.count('<th scope="col">Aula</th>') == 2
    assert page.count('<th scope="row">') == 2
    assert "Opening" in page
    assert "Some time" in page.partition("Hours not known")[2]


def test_grid_of_an_event_without_hours_is_the_list(programme, event):
    SessionFactory(event=event, title="Some time")

    page = programme(view="grid").text

    assert "<table" not in page
    assert "Some time" in page


def test_a_cancelled_session_stays_and_says_so(programme, event):
    SessionFactory(event=event, status="cancelled", **at(0))

    assert "Cancelled" in programme().text
    assert "row--off" in programme().text
    assert "Cancelled" in programme(view="grid").text


def test_filters_narrow_and_the_count_says_of_how_many(programme, event):
    wanted = SessionFactory(event=event, kind="workshop", languages=["ru"], **at(0))
    SessionFactory(event=event, kind="panel", languages=["kk"], **at(1))

    for query in ({"kind": "workshop"}, {"language": "ru"}):
        page = programme(**query)
        assert shown(page) == [wanted.pk]
        assert "1 of 2 sessions" in page.text


def test_search_finds_sessions_by_their_people(programme, event):
    wanted = AppearanceFactory(session__event=event, person__name="Aigul").session
    SessionFactory(event=event)

    assert shown(programme(q="aigul")) == [wanted.pk]


def test_the_form_offers_only_what_the_programme_has_and_no_choice_of_one(programme, event):
    place = PlaceFactory()
    for number, kind in enumerate(("panel", "workshop")):
        SessionFactory(event=event, kind=kind, room=RoomFactory(place=place, name_en=f"Hall {number}"), **at(number))
    RoomFactory(name_en="Elsewhere")
    SessionFactory(event=event, kind="keynote", publication_state="draft")

    form = programme().context["form"]

    assert [str(label) for _value, label in form.fields["kind"].widget.choices] == [
        "---------",
        "Panel session",
        "Workshop",
    ]
    assert [label for _value, label in form.fields["room"].widget.choices] == ["---------", "Hall 0", "Hall 1"]
    assert [field.name for field in form.visible_fields()] == ["q", "room", "kind"]


@pytest.mark.parametrize(
    "query", [{"view": "cube"}, {"by": "colour"}, {"tz": "Mars/Olympus"}, {"tz": "../../etc/passwd"}, {"page": "x"}]
)
def test_what_cannot_be_asked_for_changes_nothing(programme, event, query):
    session = SessionFactory(event=event, **at(0))

    assert groups(programme(**query)) == [("2023-10-19", [session.pk])]


@pytest.mark.parametrize(
    "query", [{"day": "soon"}, {"room": "x"}, {"goal": "99"}, {"person": "nobody"}, {"kind": "parade"}]
)
def test_a_bad_choice_is_told_and_narrows_nothing(programme, event, query):
    session = SessionFactory(event=event, **at(0))

    page = programme(**query)

    assert page.status_code == 200
    assert shown(page) == [session.pk]
    assert list(page.context["form"].errors) == list(query)


def test_links_keep_what_is_chosen(programme, event):
    SessionFactory(event=event, **at(0))
    SessionFactory(event=event, **at(24))

    context = programme(by="room", kind="panel", tz="Asia/Tashkent").context

    assert [view["url"] for view in context["views"]] == [
        "?by=room&kind=panel&tz=Asia%2FTashkent",
        "?by=room&kind=panel&tz=Asia%2FTashkent&view=grid",
    ]
    assert [day["label"] for day in context["days"]] == ["All days", "19 October", "20 October"]
    assert context["own_zone_url"] == "?by=room&kind=panel"


def test_times_are_those_of_the_event_unless_another_zone_is_asked_for(programme, event):
    SessionFactory(event=event, **at(0))

    own, other = unescape(programme().text), unescape(programme(tz="Asia/Tashkent").text)

    assert "Times of Almaty (UTC+6)" in own
    assert '<time datetime="2023-10-19T09:00:00+06:00">09:00</time>' in own
    assert "Times of Tashkent (UTC+5)" in other
    assert '<time datetime="2023-10-19T08:00:00+05:00">08:00</time>' in other


def test_in_another_zone_a_session_stands_under_the_day_of_the_event_and_names_its_own(programme, event):
    session = SessionFactory(event=event, **at(0))

    page = programme(tz="America/New_York")

    assert groups(page) == [("2023-10-19", [session.pk])]
    assert '<span class="hours__day">18 October</span> <time datetime="2023-10-18T23:00:00-04:00">' in page.text


def test_a_session_over_midnight_says_on_which_day_it_ends(programme, event):
    SessionFactory(event=event, **at(14, length=3))

    page = programme().text

    assert '02:00</time> <span class="hours__day">20 October</span>' in page


@pytest.fixture
def long_event(db):
    """Ten days, a session on each."""
    event = EventFactory(starts_at=NINE, ends_at=NINE + timedelta(days=10))
    return event, [SessionFactory(event=event, **at(24 * day)) for day in range(10)]


def test_a_long_event_lists_its_days_and_shows_one(client, long_event):
    event, sessions = long_event

    page = client.get(event.get_absolute_url())
    fourth = client.get(event.get_absolute_url(), {"day": "2023-10-22"})

    assert len(page.context["days"]) == 10
    assert "1 of 10 sessions" in page.text
    assert titles_in(page) == [sessions[0].title]
    assert titles_in(fourth) == [sessions[3].title]


def test_a_long_event_shows_today_while_it_runs(client, long_event, monkeypatch):
    event, sessions = long_event
    monkeypatch.setattr("django.utils.timezone.now", lambda: NINE + timedelta(days=4, hours=2))

    page = client.get(event.get_absolute_url())

    assert titles_in(page) == [sessions[4].title]


def test_what_is_found_in_a_long_event_is_shown_whatever_its_day(client, long_event):
    event, sessions = long_event

    page = client.get(event.get_absolute_url(), {"kind": "panel"})

    assert titles_in(page) == [session.title for session in sessions]


@pytest.mark.parametrize(
    ("hours", "now", "following"),
    [(-0.5, None, None), (0, ["a"], ["c"]), (1.5, ["b"], ["c"]), (2.5, [], ["c"]), (3.5, ["c"], []), (40, None, None)],
)
def test_now_and_next_while_the_event_runs(programme, event, monkeypatch, hours, now, following):
    for title, (start, length) in {"a": (0, 1), "b": (1, 1), "c": (3, 1)}.items():
        SessionFactory(event=event, title=title, **at(start, length))
    SessionFactory(event=event, title="off", status="cancelled", **at(0, 9))
    if hours == 0:
        following = ["b"]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NINE + timedelta(hours=hours))

    told = programme().context["now_and_next"]

    if now is None:
        assert told is None
    else:
        assert ([row.title for row in told.now], [row.title for row in told.next]) == (now, following)


def test_a_kept_page_is_made_anew_when_the_next_session_begins(programme, event, settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 3600
    SessionFactory(event=event, title="First", **at(1))
    kept = []
    monkeypatch.setattr("publishing.page_cache.cache.set", lambda key, response, seconds: kept.append(seconds))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NINE + timedelta(minutes=50))

    programme()

    assert kept == [600]


def test_a_page_of_an_event_that_is_over_is_kept_as_any_other(programme, event, settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 3600
    SessionFactory(event=event, **at(1))
    kept = []
    monkeypatch.setattr("publishing.page_cache.cache.set", lambda key, response, seconds: kept.append(seconds))

    programme()

    assert kept == [3600]


def test_a_person_withdrawn_is_gone_at_once_from_rows_choices_and_counts(programme, event, settings):
    settings.PAGE_CACHE_SECONDS = 60
    person = PersonFactory(name="Aigul", slug="aigul")
    AppearanceFactory(session__event=event, person=person)
    SessionFactory(event=event)
    assert "Aigul" in programme().text
    assert "1 of 2 sessions" in programme(person="aigul").text

    person.is_public = False
    person.save()

    for query in ({}, {"view": "grid"}, {"by": "goal"}, {"person": "aigul"}):
        assert "Aigul" not in programme(**query).text
    assert shown(programme(q="Aigul")) == []
    assert list(programme(person="aigul", by="room").context["form"].errors) == ["person"]


def test_texts_in_another_language_are_marked(client, event):
    SessionFactory(event=event, title_en="", title_ru="Вода & жизнь", **at(0))
    with translation.override("kk"):
        address = event.get_absolute_url()

    page = client.get(address).text

    assert '<span lang="ru">Вода &amp; жизнь</span> <abbr class="fallback"' in page


def test_a_row_of_the_programme_is_what_the_component_prints(editor, event):
    session = SessionFactory(
        event=event, title="A <b>", track_en="Water", status="tentative", languages=["kk"], **at(14, 3)
    )
    SessionTagFactory(session=session, goal_id=6)
    AppearanceFactory(session=session, role="moderator")
    SessionFactory(event=event, publication_state="draft", room=RoomFactory())
    rows = session_rows(event.sessions.visible_to(editor).chronological(), editor)

    printed = [list_stencil(with_day=True)(row) for row in rows]

    context = {"level": 4, "with_day": True}
    assert printed == [render_to_string("components/session_row.html", {"session": row, **context}) for row in rows]
    assert "A &lt;b&gt;" in printed[0]
    assert "badge--draft" in printed[1]


@pytest.mark.parametrize(
    "query", [{}, {"view": "grid"}, {"by": "goal"}, {"q": "session", "kind": "panel", "goal": "17"}]
)
def test_a_programme_costs_the_same_for_thirty_sessions(client, event, flat_queries, query):
    place = PlaceFactory()

    def make_session():
        session = SessionFactory(event=event, room=RoomFactory(place=place), **at(0))
        SessionTagFactory(session=session)
        AppearanceFactory(session=session)

    flat_queries(make_session, client.get, event.get_absolute_url(), query, at_most=15)


def test_anonymous_readers_get_no_cookie_whatever_they_choose(programme, event):
    SessionFactory(event=event, **at(0))

    assert programme(tz="Asia/Tashkent", view="grid", by="track").cookies == {}
