"""Writes by staff: the model's rules, every language, the moves between publication states."""

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import IntegrityError

from events.models import Event, Session
from people.models import Organisation, Person
from publishing.models import PublicationState
from tests.config.test_api_reading import problem
from tests.events.factories import EventFactory, SessionFactory
from tests.partnerships.factories import CommitmentFactory
from tests.people.factories import OrganisationFactory, PersonFactory, UserFactory
from tests.places.factories import RoomFactory

ORGANISATIONS = "/api/v1/organisations/"
EVENT = {"title": "Water forum", "starts_at": "2026-10-05T04:00:00Z", "ends_at": "2026-10-05T12:00:00Z"}

UNION = {
    "name": {"kk": "Су одағы", "ru": "Союз воды"},
    "kind": "22",
    "country": "KZ",
    "region": "KZ-71",
    "regions": ["KZ-71", "KG-GB"],
    "parent": "union",
    "identifiers": [{"scheme": "KG-OKPO", "value": "12345678"}],
    "tags": [{"target": "6.5", "why": "It shares rivers."}],
}


@pytest.fixture
def api_of(api):
    """Return a function that gives a client of a user with these permissions."""

    def signed_in(*codenames):
        user = UserFactory()
        user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
        api.force_authenticate(user)
        return api

    return signed_in


def test_staff_add_a_row_with_its_languages_and_relations(api_as_editor):
    parent = OrganisationFactory(slug="union")

    response = api_as_editor.post(f"{ORGANISATIONS}?lang=all", UNION)

    shown = response.json()
    row = Organisation.objects.get(slug=shown["slug"])
    assert response.status_code == 201
    assert (row.name_kk, row.name_ru, row.name_en) == ("Су одағы", "Союз воды", None)
    assert (row.parent, row.publication_state) == (parent, PublicationState.DRAFT)
    assert shown["name"] == {"kk": "Су одағы", "ru": "Союз воды"}
    assert shown["regions"] == ["KG-GB", "KZ-71"]
    assert shown["identifiers"] == [{"scheme": "KG-OKPO", "value": "12345678"}]
    assert shown["tags"] == [{"goal": 6, "target": "6.5", "weight": "primary", "why": {"en": "It shares rivers."}}]


def test_a_change_touches_only_what_is_given(api_as_editor):
    event = EventFactory(title_en="Water", title_ru="Вода", kind=Event.Kind.HEARING)

    response = api_as_editor.patch(f"/api/v1/events/{event.slug}/?lang=kk", {"title": "Су"})

    event.refresh_from_db()
    assert response.json()["title"] == "Су"
    assert (event.title_kk, event.title_ru, event.title_en, event.kind) == ("Су", "Вода", "Water", "hearing")


def test_a_language_is_taken_away_by_null(api_as_editor):
    event = EventFactory(title_en="Water", title_ru="Вода")

    api_as_editor.patch(f"/api/v1/events/{event.slug}/", {"title": {"ru": None}})

    event.refresh_from_db()
    assert (event.title_ru, event.title_en) == (None, "Water")


@pytest.mark.parametrize(
    ("sent", "code", "attr"),
    [
        ({**EVENT, "ends_at": "2026-10-05T03:00:00Z"}, "invalid", "non_field_errors"),
        ({**EVENT, "title": {"en": ""}}, "invalid", "title"),
        ({**EVENT, "title": {"de": "Wasser"}}, "language", "title"),
        ({**EVENT, "title": ["Water"]}, "invalid", "title"),
        ({**EVENT, "title": {"en": {"deep": 1}}}, "invalid", "title"),
        ({**EVENT, "title": "a" * 251}, "max_length", "title"),
        ({**EVENT, "timezone": "Asia/Atlantis"}, "timezone", "timezone"),
        ({**EVENT, "languages": ["russian"]}, "languages", "languages"),
        ({**EVENT, "languages": "ru"}, "not_a_list", "languages"),
        ({**EVENT, "kind": "party"}, "invalid_choice", "kind"),
        ({**EVENT, "place": "nowhere"}, "does_not_exist", "place"),
        ({**EVENT, "place": {"slug": "nowhere"}}, "invalid", "place"),
        ({**EVENT, "capacity": 10**30}, "max_value", "capacity"),
        ({**EVENT, "capacity": -1}, "min_value", "capacity"),
        ({**EVENT, "tags": [{"goal": 7, "target": "6.5"}]}, "invalid", "tags.0.non_field_errors"),
        ({**EVENT, "tags": [{"why": "no goal"}]}, "required", "tags.0.goal"),
        ({**EVENT, "tags": [{"goal": 6}, {"goal": 6}]}, "invalid", "tags.1.non_field_errors"),
        ({**EVENT, "tags": [{"goal": 10**40}]}, "does_not_exist", "tags.0.goal"),
        ({**EVENT, "titel": "Water"}, "unknown_field", "titel"),
        ({"title": "Water", "ends_at": "2026-10-05T12:00:00Z"}, "required", "starts_at"),
    ],
)
def test_the_rules_of_the_model_hold_and_name_field_and_code(api_as_editor, sent, code, attr):
    response = api_as_editor.post("/api/v1/events/", sent)

    assert problem(response) == (400, code, attr)
    assert response.json()["type"] == "validation_error"
    assert Event.objects.count() == 0


def test_a_room_is_not_given_to_two_sessions_at_one_time(api_as_editor):
    first = SessionFactory(room=RoomFactory(), title_en="Irrigation")
    other = SessionFactory(event=first.event)
    times = {"starts_at": first.event.starts_at.isoformat(), "ends_at": first.event.ends_at.isoformat()}
    Session.objects.filter(pk=first.pk).update(starts_at=first.event.starts_at, ends_at=first.event.ends_at)

    response = api_as_editor.patch(f"/api/v1/sessions/{other.slug}/", {"room": first.room_id, **times})

    assert problem(response) == (400, "room_taken", "room")


def test_a_slug_belongs_to_one_row(api_as_editor):
    EventFactory(slug="forum")

    assert problem(api_as_editor.post("/api/v1/events/", {**EVENT, "slug": "forum"})) == (400, "unique", "slug")


def test_a_row_that_somebody_else_saved_first_is_a_conflict(api_as_editor, monkeypatch):
    def taken_meanwhile(self, *args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(Event, "save", taken_meanwhile)

    assert problem(api_as_editor.post("/api/v1/events/", EVENT)) == (409, "conflict", None)


def test_what_others_refer_to_is_not_deleted(api_as_editor):
    owner = CommitmentFactory().owner

    assert problem(api_as_editor.delete(f"{ORGANISATIONS}{owner.slug}/")) == (409, "referred_to", None)


def test_staff_delete_a_row(api_as_editor):
    event = EventFactory()

    assert api_as_editor.delete(f"/api/v1/events/{event.slug}/").status_code == 204
    assert not Event.objects.exists()


def test_a_change_is_recorded_as_that_of_whoever_made_it(api_as_editor, editor):
    event = EventFactory()

    api_as_editor.patch(f"/api/v1/events/{event.slug}/", {"title": "Changed"})

    assert LogEntry.objects.get_for_object(event).first().actor == editor


def test_a_reader_may_not_write(api):
    event = EventFactory()

    assert problem(api.post("/api/v1/events/", EVENT)) == (401, "not_authenticated", None)
    assert problem(api.patch(f"/api/v1/events/{event.slug}/", {})) == (401, "not_authenticated", None)
    assert problem(api.delete(f"/api/v1/events/{event.slug}/")) == (401, "not_authenticated", None)
    assert problem(api.post(f"/api/v1/events/{event.slug}/archive/")) == (401, "not_authenticated", None)


def test_each_verb_needs_its_own_permission(api_of):
    event = EventFactory()
    api = api_of("add_event", "view_event")

    assert api.post("/api/v1/events/", EVENT).status_code == 201
    assert problem(api.patch(f"/api/v1/events/{event.slug}/", {})) == (403, "permission_denied", None)
    assert problem(api.delete(f"/api/v1/events/{event.slug}/")) == (403, "permission_denied", None)
    assert problem(api.post(f"/api/v1/events/{event.slug}/archive/")) == (403, "permission_denied", None)


def test_who_may_not_see_an_organisation_cannot_name_it(api_of):
    OrganisationFactory(slug="secret", publication_state=PublicationState.DRAFT)
    sent = {"name": "A union", "kind": "22", "parent": "secret"}

    response = api_of("add_organisation").post(ORGANISATIONS, sent)

    assert problem(response) == (400, "does_not_exist", "parent")


@pytest.mark.parametrize(
    ("before", "move", "after"),
    [
        ("draft", "submit", "submitted"),
        ("submitted", "publish", "published"),
        ("published", "archive", "archived"),
        ("published", "withdraw", "draft"),
    ],
)
def test_staff_move_a_row_between_publication_states(api_as_editor, before, move, after):
    event = EventFactory(publication_state=before)

    response = api_as_editor.post(f"/api/v1/events/{event.slug}/{move}/")

    event.refresh_from_db()
    assert (response.status_code, response.json()["publication_state"]) == (200, after)
    assert event.publication_state == after


def test_a_row_is_returned_with_a_reason(api_as_editor):
    event = EventFactory(publication_state="submitted")
    address = f"/api/v1/events/{event.slug}/return/"

    refused = api_as_editor.post(address, {})
    done = api_as_editor.post(address, {"reason": "Say where it takes place."})

    assert problem(refused) == (400, "required", "reason")
    assert done.json()["publication_state"] == "returned"
    assert done.json()["return_reason"] == "Say where it takes place."


def test_a_state_that_cannot_be_reached_is_refused(api_as_editor):
    event = EventFactory(publication_state="draft")

    assert problem(api_as_editor.post(f"/api/v1/events/{event.slug}/archive/")) == (400, "state", "non_field_errors")


def test_the_state_is_not_written_like_other_fields(api_as_editor):
    shown = api_as_editor.post("/api/v1/events/", {**EVENT, "publication_state": "published"}).json()

    assert shown["publication_state"] == "draft"


def test_what_was_read_can_be_sent_back(api_as_editor):
    person = PersonFactory(email="private@example.org", consented_on="2023-10-19")
    address = f"/api/v1/people/{person.slug}/"
    read = api_as_editor.get(address, {"lang": "all"}).json()

    response = api_as_editor.patch(f"{address}?lang=all", read)

    changed = {name for name, value in response.json().items() if value != read[name]}
    assert (response.status_code, changed) == (200, {"updated_at"})
    assert Person.objects.get().email == "private@example.org"
