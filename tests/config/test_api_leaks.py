"""Nothing that is not public comes out of any endpoint: rows, rows within rows, names of rows, private fields."""

import json

import pytest
from rest_framework.test import APIClient

from config.api import ENDPOINTS
from events.models import Event, Proposal
from publishing.reading import identity_of
from tests.config.api_rows import ROWS, photo
from tests.config.test_api_walk import detail, listing
from tests.hidden import fill, leaks_in
from tests.people.factories import UserFactory

OPEN = {"goals", "targets", "indicators", "regions", "places", "rooms", "focus-areas", "groups"}
WITH_STATE = ["events", "sessions", "people", "organisations", "partnerships", "commitments", "resources", "stories"]
WITH_STATE += ["national-reviews", "contributions", "photos"]


@pytest.mark.parametrize("name", WITH_STATE)
@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "archived"])
def test_what_is_not_published_is_not_there(api, name, state):
    row = ROWS[name](publication_state=state, return_reason="Why" if state == "returned" else "")

    assert api.get(detail(name, row)).status_code == 404
    assert str(row.guid) not in api.get(listing(name)).content.decode()


@pytest.fixture
def hidden(db):
    return fill()


def test_no_endpoint_names_what_is_hidden_but_to_staff(api, api_as_editor, hidden):
    asked = [(name, query) for name in ENDPOINTS for query in ({"lang": "all"}, {"cursor": "", "lang": "en"})]
    reader = APIClient()
    reader.force_authenticate(UserFactory())

    answers = [api.get(listing(name), query).text for name, query in asked]

    assert [wanted for wanted, answer in zip(asked, answers, strict=True) if leaks_in(answer)] == []
    assert [reader.get(listing(name), query).text for name, query in asked] == answers
    showing = {name for name in ENDPOINTS if leaks_in(api_as_editor.get(listing(name)).text)}
    assert showing == set(ENDPOINTS) - OPEN


# By which hidden row each endpoint might be asked.
FILTERED = [
    ("events", "organiser", "organisation"),
    ("sessions", "event", "event"),
    ("appearances", "person", "person"),
]
FILTERED += [("appearances", "session", "session"), ("memberships", "organisation", "organisation")]
FILTERED += [("partners", "partnership", "partnership"), ("progress-reports", "commitment", "commitment")]


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_proposals_are_for_staff_alone_and_a_call_is_as_public_as_its_event(api, hidden, is_signed_in):
    proposals = [f"/api/v1/proposals/{end}" for end in ("", *(f"{one.code}/" for one in Proposal.objects.all()))]
    calls = [f"/api/v1/events/{event.slug}/call/" for event in Event.objects.exclude(call=None)]
    if is_signed_in:
        api.force_authenticate(UserFactory())

    answers = {address: api.get(address) for address in [*proposals, *calls]}

    assert {answers[address].status_code for address in proposals} <= {401, 403}
    assert sorted(answers[address].status_code for address in calls) == [200, 404]
    assert [address for address, answer in answers.items() if leaks_in(answer.content.decode())] == []


def test_a_filter_does_not_tell_that_something_hidden_exists(api, hidden):
    for name, parameter, noun in FILTERED:
        real = api.get(listing(name), {parameter: f"unseen-{noun}"})
        invented = api.get(listing(name), {parameter: f"absent-{noun}"})

        assert (real.status_code, real.json()["errors"][0]["code"]) == (400, "invalid_choice")
        assert real.text.replace("unseen-", "absent-") == invented.text


@pytest.mark.parametrize("name", ENDPOINTS)
def test_private_fields_are_not_even_named_to_the_public(api, name):
    row = ROWS[name]()
    serializer = ENDPOINTS[name].serializer_class

    shown = api.get(detail(name, row)).json()
    sent = {name for name, field in serializer().fields.items() if field.write_only}

    assert set(serializer.private_fields()) & set(shown) == set()
    assert set(serializer.Meta.fields) - set(serializer.private_fields()) - sent == set(shown)


def test_address_and_telephone_of_a_person_are_for_who_may_change_them(api, api_as_editor):
    person = ROWS["people"]()

    assert "private@example.org" not in api.get(listing("people")).content.decode()
    assert "+7 717 000" not in api.get(listing("people")).content.decode()
    assert api_as_editor.get(detail("people", person)).json()["telephone"] == "+7 717 000"


def test_a_photo_shows_its_renditions_and_never_the_master(api):
    row = photo()

    shown = json.dumps(api.get(detail("photos", row)).json())

    assert row.image.name not in shown
    assert identity_of(type(row)) == "slug"
