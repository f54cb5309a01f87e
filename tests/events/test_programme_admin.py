"""The pages on which staff build and release a programme."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.building.placing import place
from events.models import Event, Placement, Session
from tests.events.factories import AppearanceFactory, EventFactory, PlacementFactory, SessionFactory
from tests.people.factories import PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def event():
    """A forum of a day, 9:00 to 18:00 at UTC+6, in a place with two rooms."""
    place = PlaceFactory()
    RoomFactory(place=place, name_en="Hall A")
    RoomFactory(place=place, name_en="Hall B")
    return EventFactory(title_en="Civic Forum", place=place)


def page(event, name="programme"):
    return reverse(f"admin:events_event_{name}", args=[event.pk])


def room_of(event, name):
    return event.place.rooms.get(name_en=name)


def typed(row, **changes):
    return {"session": row.pk, "starts_at": "2023-10-19T10:00", "minutes": "90", "room": "", **changes}


def test_a_session_is_placed_by_the_form_in_the_events_own_hours(editor_client, event):
    session = SessionFactory(event=event)

    answer = editor_client.post(page(event), typed(session, room=room_of(event, "Hall A").pk))

    placement = Placement.objects.get()
    assert answer.status_code == 302
    assert placement.starts_at == event.starts_at + HOUR
    assert placement.ends_at == event.starts_at + 2.5 * HOUR
    assert placement.room.name_en == "Hall A"


def test_the_board_shows_what_is_placed_and_at_its_side_what_is_not(editor_client, event):
    placed, waiting = SessionFactory(event=event, title_en="Water"), SessionFactory(event=event, title_en="Soil")
    place(session=placed, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=room_of(event, "Hall B"))

    answer = editor_client.get(page(event))

    board = answer.context["board"]
    taken = [
        (cell.room.name_en, cell.span, [slot.title for slot in cell.slots])
        for _at, row in board.rows
        for cell in row
        if cell.slots
    ]
    assert taken == [("Hall B", 4, ["Water"])]
    assert [slot.title for slot in answer.context["unplaced"]] == ["Soil"]
    assert (len(board.rows), f"{board.rows[0][0]:%H:%M}") == (36, "09:00")
    assert waiting.title in answer.content.decode()


def test_each_row_of_the_board_has_a_cell_for_each_room_or_one_that_reaches_down(editor_client, event):
    room = room_of(event, "Hall A")
    for hour, length in ((0, 1.1), (1.2, 0.1), (3, 2)):
        session = SessionFactory(event=event)
        start = event.starts_at + hour * HOUR
        place(session=session, starts_at=start, ends_at=start + length * HOUR, room=room)

    board = editor_client.get(page(event)).context["board"]

    for room in board.rooms:
        cells = [cell for _at, row in board.rows for cell in row if cell.room == room]
        assert sum(cell.span for cell in cells) == len(board.rows)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"starts_at": "2023-10-19T23:00"}, "inside the times of its event"),
        ({"starts_at": "tomorrow"}, "Enter a valid date/time."),
        ({"minutes": ""}, "Say how long it takes."),
        ({"minutes": "1"}, "greater than or equal to 5"),
        ({"session": "999"}, "Select a valid choice"),
    ],
)
def test_a_wrong_move_is_refused_with_a_sentence_and_keeps_what_was_typed(editor_client, event, changes, message):
    answer = editor_client.post(page(event), typed(SessionFactory(event=event), **changes))

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Placement.objects.exists()
    assert 'value="90"' in answer.content.decode() or "minutes" in changes


def test_a_script_gets_the_board_alone_and_learns_that_a_room_is_taken(editor_client, event):
    room = room_of(event, "Hall A")
    first, second = SessionFactory(event=event, title_en="Water"), SessionFactory(event=event)
    headers = {"X-Requested-With": "fetch"}

    moved = editor_client.post(page(event), typed(first, room=room.pk), headers=headers)
    refused = editor_client.post(page(event), typed(second, room=room.pk), headers=headers)

    assert (moved.status_code, refused.status_code) == (200, 422)
    assert "<html" not in moved.content.decode()
    assert "“Water” is in this room at that time." in refused.content.decode()


def test_a_session_is_taken_off_the_board(editor_client, event):
    session = SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.starts_at + HOUR)

    editor_client.post(page(event), typed(session, starts_at="", minutes=""))

    assert Placement.objects.get().starts_at is None


def test_release_letters_and_the_way_between_them(editor_client, event, mailoutbox, django_capture_on_commit_callbacks):
    session = SessionFactory(event=event, title_en="Water")
    AppearanceFactory(session=session, person=PersonFactory(email="aigul@example.org"))
    for hour in (1, 2):
        place(session=session, starts_at=event.starts_at + hour * HOUR, ends_at=event.ends_at, room=None)
        preview = editor_client.get(page(event, "release")).content.decode()
        answer = editor_client.post(page(event, "release"), {"en": f"Version {hour}"}, follow=True)
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(page(event, "letters"), {"version": "1"})
        editor_client.post(page(event, "letters"), {"version": "2"})

    assert "Water" in preview
    assert "aigul@example.org" in answer.content.decode()
    assert list(event.releases.newest_first().values_list("version", "comment_en")) == [
        (2, "Version 2"),
        (1, "Version 1"),
    ]
    assert Session.objects.get().starts_at == event.starts_at + 2 * HOUR
    assert [message.to for message in mailoutbox] == [["aigul@example.org"]]


def test_an_event_is_copied(editor_client, event):
    SessionFactory(event=event)

    editor_client.post(page(event, "copy"), {"starts_at": "2027-05-01T10:00"})

    copied = Event.objects.exclude(pk=event.pk).get()
    assert copied.sessions.count() == 1
    assert f"{copied.starts_at.astimezone(copied.zone):%Y-%m-%d %H:%M}" == "2027-05-01 10:00"


@pytest.mark.parametrize("name", ["programme", "release", "letters", "copy"])
def test_who_may_not_change_events_sees_none_of_it(client, staff_who_may, event, name):
    client.force_login(staff_who_may("view_event"))

    assert client.get(page(event, name)).status_code == 403
    assert client.get(page(Event(pk=999), name)).status_code == 403


def test_the_board_costs_as_many_queries_with_thirty_sessions_as_with_one(editor_client, event, flat_queries):
    def make():
        session = SessionFactory(event=event)
        AppearanceFactory(session=session)
        PlacementFactory(session=session, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=None)

    flat_queries(make, editor_client.get, page(event), at_most=20)


def test_visitors_see_nothing_of_a_draft(client, event):
    session = SessionFactory(event=event, title_en="Water", starts_at=event.starts_at, ends_at=event.starts_at + HOUR)
    place(session=session, starts_at=event.starts_at + 7 * HOUR, ends_at=event.ends_at, room=room_of(event, "Hall B"))

    answer = client.get(session.get_absolute_url()).content.decode()

    assert "Hall B" not in answer
    assert "16:00" not in answer


def test_a_session_named_in_the_address_is_in_the_form_and_costs_no_query_more(editor_client, event, count_queries):
    session = SessionFactory(event=event)
    place(session=session, starts_at=event.starts_at, ends_at=event.starts_at + HOUR, room=None)
    editor_client.get(page(event))
    plain = count_queries(editor_client.get, page(event))

    named = f"{page(event)}?session={session.pk}"

    assert count_queries(editor_client.get, named) == plain
    assert editor_client.get(named).context["form"].initial["session"] == session.pk
