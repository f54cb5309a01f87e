"""How commitments flow into their states, by what they serve and where they were made."""

import pytest

from publishing.gathering import gathered
from tests.events.factories import SessionFactory
from tests.partnerships.factories import CommitmentFactory
from tests.portal.pictured import DRAFT, listed, made, tagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    with gathered():
        made()


def test_commitments_flow_into_their_states_by_goal_and_by_event_and_hidden_sessions_tell_nothing(client, world):
    session, hidden = SessionFactory(), SessionFactory(**DRAFT)
    for made_at in (session, hidden):
        CommitmentFactory(made_at_session=made_at, dropped_because="No money")

    flow = client.get("/en/pictures/commitments/").context["flow"]
    events = client.get("/en/pictures/commitments/", {"by": "event"}).context["flow"]

    assert [(stream.code, {part.label: part.number for part in stream.parts if part.number}) for stream in flow.streams] == [
        ("6", {"Overdue": 1})
    ]  # fmt: skip
    assert [(stream.code, stream.total) for stream in events.streams] == [(session.event.slug, 1)]
    assert flow.sentence() == (
        "0 of 3 commitments are kept (0.0%). Most were made for “6. Clean water and sanitation”: 1."
    )
    for part in flow.streams[0].parts:
        if part.url:
            assert listed(client, part.url) == part.number


def test_commitments_of_one_event_or_goal_flow_alone_and_their_event_leads_to_them(client, world):
    session = SessionFactory(event__slug="forum")
    hidden = SessionFactory(event=session.event, **DRAFT)
    kept, dropped = CommitmentFactory(made_at_session=session), CommitmentFactory(made_at_session=session)
    CommitmentFactory(made_at_session=hidden)
    CommitmentFactory(made_at_session=session, **DRAFT)
    tagged(kept, "commitment", 6, 17)
    tagged(dropped, "commitment", 5)

    by_goal = client.get("/en/pictures/commitments/", {"event": "forum"}).context["flow"]
    by_event = client.get("/en/pictures/commitments/", {"by": "event", "goal": "17"}).context["flow"]

    assert [(stream.code, stream.total) for stream in by_goal.streams] == [("5", 1), ("6", 1), ("17", 1)]
    assert [(stream.code, stream.total) for stream in by_event.streams] == [("forum", 1)]
    assert by_event.sentence().endswith(f"Most were made at “{session.event}”: 1.")
    for stream in (*by_goal.streams, *by_event.streams):
        assert listed(client, stream.url) == stream.total
        assert [listed(client, part.url) for part in stream.parts if part.url] == [1]
    page = client.get("/en/events/forum/").text
    assert "2 commitments were made at this event" in page
    assert "/en/pictures/commitments/?event=forum" in page
    assert "was made at this event" not in client.get(SessionFactory(**DRAFT).event.get_absolute_url()).text
