"""A programme of one's own: ticked sessions as a page and a calendar, by a signed address alone."""

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from django.core.signing import Signer
from django.urls import reverse

from events.models import Session
from events.my_programme import signed
from tests.events.calendars import LANGUAGES, entries, in_language, problems, read_otherwise
from tests.events.factories import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}


@pytest.fixture
def forum():
    return EventFactory(title="Water forum")


@pytest.fixture
def sessions(forum):
    times = [(3, 4), (5, 6), (5, 7)]
    return [
        SessionFactory(
            event=forum,
            title=title,
            starts_at=datetime(2023, 10, 19, start, tzinfo=UTC),
            ends_at=datetime(2023, 10, 19, end, tzinfo=UTC),
        )
        for title, (start, end) in zip(["Opening", "Irrigation", "Drainage"], times, strict=True)
    ]


def choose(client, event, *rows, **more):
    query = {"s": [getattr(row, "pk", row) for row in rows], **more}
    return client.get(reverse("events:choose", args=[event.slug]), query)


def token_of(event, rows):
    return signed(event, [row.pk for row in rows])


def address_of(event, *rows, route="mine"):
    return reverse(f"events:{route}", args=[event.slug, token_of(event, rows)])


def test_ticked_sessions_lead_to_an_address_that_is_a_page_and_a_calendar(client, forum, sessions):
    answer = choose(client, forum, sessions[0], sessions[2], choose="1")

    page = client.get(answer.url)
    calendar = client.get(page.context["calendar_url"])

    assert (answer.status_code, page.status_code) == (302, 200)
    assert [row.title for group in page.context["programme"] for row in group.sessions] == ["Opening", "Drainage"]
    assert list(entries(calendar)) == ["Opening", "Drainage"]
    assert f'href="webcal://testserver{page.context["calendar_url"]}"' in page.text


def test_the_same_choice_in_any_order_has_the_same_address(client, forum, sessions):
    first, second = choose(client, forum, *sessions), choose(client, forum, *reversed(sessions))

    assert first.url == second.url


def test_no_cookie_is_set_and_no_row_stored(client, forum, sessions, count_queries):
    calendar = address_of(forum, *sessions, route="mine_calendar")
    answers = [choose(client, forum), choose(client, forum, *sessions), client.get(calendar)]

    assert [answer.cookies for answer in answers] == [{}, {}, {}]
    assert "csrf" not in answers[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_parsers_read_the_calendar_in_every_language(client, forum, sessions, language):
    response = client.get(in_language(address_of(forum, *sessions, route="mine_calendar"), language))

    assert problems(response) == []
    assert len(read_otherwise(response).vevent_list) == 3


def test_hidden_sessions_are_not_offered_and_not_shown_to_who_signed_them_before(client, forum, sessions):
    address, calendar = (address_of(forum, *sessions, route=route) for route in ("mine", "mine_calendar"))
    Session.objects.filter(pk=sessions[1].pk).update(title_en="Unannounced", **DRAFT)

    pages = [choose(client, forum), client.get(address), client.get(calendar)]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [page for page in pages if "Unannounced" in page.text] == []
    assert list(entries(pages[2])) == ["Opening", "Drainage"]


def test_what_is_hidden_is_refused_like_what_was_never_there(client, forum, sessions):
    hidden, elsewhere = SessionFactory(event=forum, **DRAFT), SessionFactory()

    answers = [choose(client, forum, sessions[0], row) for row in (hidden, elsewhere, 999_999, 10**30, "x", "\x00")]

    told = "One of these sessions is not in the programme (any more): look again."
    assert [answer.status_code for answer in answers] == [400] * 6
    assert {str(*answer.context["form"].errors["s"]) for answer in answers} == {told}
    assert all(answer.context["ticked"] >= {sessions[0].pk} for answer in answers)


def test_sending_no_tick_says_so(client, forum, sessions):
    answer = choose(client, forum, choose="1")

    assert answer.status_code == 400
    assert answer.context["form"].errors["s"] == ["Tick at least one session."]


def test_address_that_we_did_not_sign_for_this_event_is_not_found(client, forum, sessions):
    token, other = token_of(forum, sessions[:1]), EventFactory()
    forged = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token.partition(":")[0],
        Signer(salt="another").sign_object([sessions[1].pk]),
        token_of(other, sessions),
        "…",
    ]

    for route in ("mine", "mine_calendar"):
        addresses = [reverse(f"events:{route}", args=[forum.slug, one]) for one in forged]
        assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_what_takes_place_at_one_time_is_marked(client, forum, sessions):
    page = client.get(address_of(forum, *sessions))

    assert page.context["at_one_time"] == {sessions[1].pk, sessions[2].pk}
    assert page.text.count("At the same time as another one") == 2


def test_choice_can_be_changed_from_what_was_chosen(client, forum, sessions):
    page = client.get(address_of(forum, *sessions[:2]))
    change = reverse("events:choose", args=[forum.slug]) + "?from=" + token_of(forum, sessions[:2])

    assert change in unquote(page.text)
    assert client.get(change).context["ticked"] == {session.pk for session in sessions[:2]}
    assert choose(client, forum, **{"from": "forged"}).context["ticked"] == set()


def test_calendar_of_ones_own_is_kept_for_nobody_else_but_answers_304(client, forum, sessions, settings):
    settings.PAGE_CACHE_SECONDS = 60
    address = address_of(forum, *sessions, route="mine_calendar")

    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304


def test_cancelled_session_stays_and_one_that_moved_is_told(client, forum, sessions):
    sessions[0].status = Session.Status.CANCELLED
    sessions[0].save()

    entry = entries(client.get(address_of(forum, *sessions, route="mine_calendar")))["Opening"]

    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)


def test_address_outlives_another_slug_of_the_event(client, forum, sessions):
    addresses = [reverse("events:choose", args=[forum.slug])]
    addresses += [address_of(forum, *sessions, route=route) for route in ("mine", "mine_calendar")]
    forum.slug = "renamed"
    forum.save()

    for address in addresses:
        moved = client.get(address)
        assert (moved.status_code, moved.url) == (301, address.replace("water-forum", "renamed"))
        assert client.get(moved.url).status_code == 200


def test_event_without_sessions_says_so(client, forum):
    assert "The programme has not been published." in choose(client, forum).text


def test_pages_cost_the_same_for_thirty_sessions(client, forum, flat_queries):
    def make_session():
        SessionFactory(event=forum)

    flat_queries(make_session, client.get, reverse("events:choose", args=[forum.slug]))
    flat_queries(make_session, client.get, address_of(forum, *forum.sessions.all()))
    flat_queries(make_session, client.get, address_of(forum, *forum.sessions.all(), route="mine_calendar"))
