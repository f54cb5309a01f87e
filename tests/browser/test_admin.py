"""The staff panel in a browser: accessible in light and dark, within our policy, and a move in one press."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import expect

from events.building.placing import place
from events.building.releasing import release
from events.imports.runs import keep
from events.models import Event
from events.proposals.deciding import decide
from places.models import Region
from registry.doubles.finding import find
from registry.imports.runs import prepare, run_import
from registry.merging.actions import merge
from registry.models import Double
from tests.browser.axe import violations_in_light_and_dark
from tests.events.factories import (
    AppearanceFactory,
    CallFactory,
    EventFactory,
    ProposalFactory,
    ProposalScoreFactory,
    ProposedPersonFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.events.imports.files import frab_json, frab_session
from tests.people.factories import (
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    PersonFactory,
    VerificationFactory,
)
from tests.places.factories import RoomFactory
from tests.registry.entangled import entangled
from tests.registry.factories import MistakeFactory, SourceFactory
from tests.registry.files import csv_file
from tests.reviews.factories import ContributionFactory


@pytest.fixture
def open_admin(transactional_db, django_user_model, open_page):
    """Return a function that opens an address as a signed-in administrator."""
    administrator = django_user_model.objects.create_superuser("editor@example.org", password="secret-of-tests")
    store = SessionStore()
    store[SESSION_KEY] = str(administrator.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = administrator.get_session_auth_hash()
    store.create()

    def open_address(address, **options):
        page = open_page("/robots.txt", **options)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": page.url}
        page.context.add_cookies([cookie])
        page.goto(page.url.removesuffix("/robots.txt") + address)
        return page

    return open_address


def review_addresses():
    contribution = ContributionFactory(publication_state="submitted")
    return [
        reverse("admin:reviews_nationalreview_change", args=[contribution.review_id]),
        reverse("admin:reviews_contribution_change", args=[contribution.pk]),
    ]


@pytest.fixture
def addresses(transactional_db):
    appearance = AppearanceFactory(session=SessionFactory(event=EventFactory(publication_state="submitted")))
    return [
        reverse("admin:index"),
        reverse("admin:events_event_changelist"),
        reverse("admin:events_event_add"),
        reverse("admin:events_event_change", args=[appearance.session.event_id]),
        reverse("admin:events_session_change", args=[appearance.session_id]),
        reverse("admin:auditlog_logentry_changelist"),
        *register_addresses(),
        *review_addresses(),
        *programme_addresses(),
        *registration_addresses(),
        *import_addresses(),
        *proposal_addresses(),
        *organisation_addresses(),
        *merging_addresses(),
        *doubles_addresses(),
    ]


def register_addresses():
    """A reported mistake, and a register on its way in."""
    mistake = MistakeFactory()
    run = run_import(prepare(source=SourceFactory(), file=csv_file(), name="register.csv"))
    return [
        reverse("admin:registry_mistake_changelist"),
        reverse("admin:registry_mistake_change", args=[mistake.pk]),
        reverse("admin:registry_importrun_add"),
        reverse("admin:registry_importrun_columns", args=[run.pk]),
        reverse("admin:registry_importrun_change", args=[run.pk]),
    ]


def programme_addresses():
    """The pages on which a programme is built: something placed, something that does not fit, something without a time."""
    event = EventFactory(place=RoomFactory().place, capacity=100)
    room = RoomFactory(place=event.place, capacity=10)
    opening, other = (SessionFactory(event=event, kind="plenary") for _ in range(2))
    AppearanceFactory(session=opening, person=PersonFactory(email="speaker@example.org"))
    release(event=event, comments={}, user=None)
    place(session=opening, starts_at=event.starts_at, ends_at=event.ends_at, room=room)
    release(event=event, comments={}, user=None)
    place(session=other, starts_at=event.starts_at, ends_at=event.ends_at, room=None)
    SessionFactory(event=event)
    return [
        reverse(f"admin:events_event_{name}", args=[event.pk]) for name in ("programme", "release", "letters", "copy")
    ]


def registration_addresses():
    """The figures of an event that was cancelled, and what its participants are to be told."""
    registration = RegistrationFactory()
    Event.objects.filter(pk=registration.event_id).update(event_status="EventCancelled")
    args = [registration.event_id]
    return [reverse(f"admin:events_registration_{name}", args=args) for name in ("desk", "news")]


def import_addresses():
    """The form for a file, and what it would do: something new, something wrong, something worth knowing."""
    content = frab_json({"Hall A": [frab_session(), frab_session(2, title="")]})
    kept = keep(content, name="schedule.json", language="en")
    return [reverse("admin:events_event_import_new"), reverse("admin:events_event_import_preview", args=[kept.pk])]


def proposal_addresses():
    """Proposals: one to decide that names somebody who may be in the portal, with points; one that is decided."""
    call = CallFactory()
    open_one, decided = ProposalFactory(call=call), ProposalFactory(call=call)
    ProposedPersonFactory(proposal=open_one, name="Aigul Sample", organisation_name="Fund")
    PersonFactory(name_en="Aigul Sample")
    ProposalScoreFactory(proposal=open_one, comment="Good")
    decide(proposal=decided, state="declined", text="No room left.", user=None)
    return [
        reverse("admin:events_event_change", args=[call.event_id]),
        reverse("admin:events_proposal_changelist"),
        reverse("admin:events_proposal_change", args=[open_one.pk]),
        reverse("admin:events_proposal_score", args=[open_one.pk]),
        reverse("admin:events_proposal_decide", args=[open_one.pk]),
        reverse("admin:events_proposal_tell", args=[call.pk]),
    ]


def organisation_addresses():
    """An organisation with a row in each table, and what was verified of it."""
    organisation = OrganisationFactory()
    OrganisationNameFactory(organisation=organisation)
    OrganisationIdentifierFactory(organisation=organisation)
    verification = VerificationFactory(organisation=organisation)
    return [
        reverse("admin:people_organisation_change", args=[organisation.pk]),
        reverse("admin:people_organisation_history", args=[organisation.pk]),
        reverse("admin:people_verification_changelist"),
        reverse("admin:people_verification_add"),
        reverse("admin:people_verification_change", args=[verification.pk]),
    ]


def merging_addresses():
    """Two organisations that differ beside each other, and two that were merged."""
    kept, absorbed, third = (
        OrganisationFactory(email="a@example.org"),
        OrganisationFactory(email="b@example.org"),
        entangled(),
    )
    third.regions.add(*Region.objects.all()[:3])
    done = merge(kept=third, absorbed=absorbed)
    return [
        reverse("admin:registry_merge", args=[kept.pk, third.pk]),
        reverse("admin:registry_merge_changelist"),
        reverse("admin:registry_merge_change", args=[done.pk]),
        reverse("admin:registry_merge_undo", args=[done.pk]),
    ]


def doubles_addresses():
    """The queue, one pair of it, and the two beside each other."""
    one, other = (OrganisationFactory(name_en="Spring", region=Region.objects.get(code="KZ-71")) for _row in range(2))
    find([one.pk])
    return [
        reverse("admin:registry_double_changelist"),
        reverse("admin:registry_double_change", args=[Double.objects.get().pk]),
        reverse("admin:registry_merge", args=[one.pk, other.pk]),
    ]


def test_pages_of_the_panel_are_accessible_keep_to_our_policy_and_ask_nobody_else(addresses, open_admin):
    page = open_admin("/admin/", reduced_motion="reduce")
    own = page.url.removesuffix("/admin/")
    found, asked, told = {}, [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append((page.url, message.text)))

    for address in addresses:
        page.goto(own + address)
        wrong = violations_in_light_and_dark(page, widths=(390, 1280))
        if wrong:
            found[address] = wrong

    assert found == {}
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
    assert told == []


def test_a_press_saves_what_was_typed_and_publishes_it(open_admin):
    event = EventFactory(publication_state="draft", title_en="Forum")
    page = open_admin(reverse("admin:events_event_change", args=[event.pk]))

    page.fill("input[name=title_en]", "Civic Forum")
    page.click("button[name=_move][value=publish]")
    page.wait_for_load_state()

    event.refresh_from_db()
    assert (event.title_en, event.publication_state) == ("Civic Forum", "published")
    assert "Civic Forum" in page.locator(".messagelist .success").inner_text()
    assert Event.objects.published().get() == event


@pytest.fixture
def board(open_admin):
    """The board of a forum from 9:00 to 18:00 at UTC+6 with a hall, on which “Water” stands from 9:00 to 10:00."""
    room = RoomFactory(name_en="Blue hall")
    event = EventFactory(place=room.place)
    water = SessionFactory(event=event, title_en="Water")
    SessionFactory(event=event, title_en="Soil")
    place(session=water, starts_at=event.starts_at, ends_at=event.starts_at + timedelta(hours=1), room=room)
    return open_admin(reverse("admin:events_event_programme", args=[event.pk]))


def slot(page, title):
    return page.locator(".slot", has_text=title)


def test_a_session_is_moved_and_stretched_by_keys(board):
    slot(board, "Water").focus()
    board.keyboard.press("ArrowDown")
    expect(slot(board, "Water")).to_have_attribute("aria-label", "Water, 09:15–10:15")
    expect(slot(board, "Water")).to_be_focused()
    board.keyboard.press("Shift+ArrowDown")

    expect(slot(board, "Water")).to_have_attribute("aria-label", "Water, 09:15–10:30")
    expect(board.locator("#told")).to_have_text("Water, 09:15–10:30")


def test_a_session_is_dragged_to_a_room_and_told_where_it_does_not_fit(board):
    hall = board.locator("th", has_text="Blue hall").get_attribute("data-column")
    free, taken = (f'td[data-room="{hall}"][data-at="2023-10-19T{hour}"]' for hour in ("11:00", "09:00"))

    slot(board, "Soil").drag_to(board.locator(free))
    expect(slot(board, "Soil")).to_have_attribute("aria-label", "Soil, 11:00–12:00")
    slot(board, "Soil").drag_to(board.locator(taken), target_position={"x": 5, "y": 5})

    expect(board.locator(".errornote")).to_contain_text("“Water” is in this room at that time.")
    expect(slot(board, "Soil")).to_have_attribute("aria-label", "Soil, 11:00–12:00")
