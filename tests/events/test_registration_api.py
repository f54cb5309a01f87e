"""Registering by the API: anybody may, nothing personal comes back, and a request sent twice is carried out once."""

import json

import pytest
from django.core import mail
from django.utils import timezone

from config.api_views import openapi_document
from events.models import Answer, Registration
from publishing.idempotency import KeptAnswer
from tests.config.test_api_walk import check_answer
from tests.events.factories import (
    EventFactory,
    OpenEventFactory,
    QuestionFactory,
    RegistrationFactory,
    SessionSeatFactory,
    SessionWithSeatsFactory,
)

pytestmark = pytest.mark.django_db
AIGUL = {"name": "Aigul Sample", "email": "aigul@example.org", "language": "ru", "consent": "public"}
KEY = {"idempotency-key": "6d5c3a1e-7f0c-4d4b-9a51-0b5d3c9d3c11"}


def address(event):
    return f"/api/v1/events/{event.slug}/registrations/"


def codes(answer):
    return {error["attr"]: error["code"] for error in answer.json()["errors"]}


def test_anybody_registers_and_is_told_by_mail(api, django_capture_on_commit_callbacks):
    event = OpenEventFactory()

    with django_capture_on_commit_callbacks(execute=True):
        answer = api.post(address(event), AIGUL)

    mine = Registration.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"event": event.slug, "state": "pending", "seat_held_minutes": 60}
    assert (mine.name, mine.language, mine.state) == ("Aigul Sample", "ru", "pending")
    assert [letter.to for letter in mail.outbox] == [["aigul@example.org"]]


def test_mails_are_in_the_language_of_the_request_where_none_is_chosen(api):
    event = OpenEventFactory()
    given = {name: value for name, value in AIGUL.items() if name != "language"}

    answer = api.post(f"{address(event)}?lang=ru", given)

    assert (answer.status_code, Registration.objects.get().language) == (201, "ru")


def test_whether_an_address_is_registered_is_told_to_its_owner_only(api):
    event = OpenEventFactory()
    RegistrationFactory(event=event, email="aigul@example.org")

    again = api.post(address(event), AIGUL)
    first = api.post(address(event), {**AIGUL, "email": "b@example.org"})

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert event.registrations.count() == 2


def test_questions_and_sessions_are_answered_by_key_and_slug(api):
    workshop = SessionWithSeatsFactory()
    lunch = QuestionFactory(event=workshop.event, kind="yes_no", is_required=True)
    asked = api.get(f"/api/v1/events/{workshop.event.slug}/registration/", {"lang": "en"}).json()

    answer = api.post(address(workshop.event), {**AIGUL, "sessions": [workshop.slug], "answers": {str(lunch.pk): "no"}})

    mine = Registration.objects.get()
    assert answer.status_code == 201
    assert (mine.answers.get().text, mine.seats.get().session) == ("no", workshop)
    assert asked["questions"] == [
        {"id": lunch.pk, "text": lunch.text_en, "is_required": True, "options": {"yes": "Yes", "no": "No"}}
    ]
    assert asked["sessions"] == [{"session": workshop.slug, "seats_left": None}]


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        ({"name": ""}, {"name": "blank"}),
        ({"email": "nobody"}, {"email": "invalid"}),
        ({"consent": "all"}, {"consent": "invalid_choice"}),
        ({"state": "confirmed"}, {"state": "unknown_field"}),
        ({"sessions": ["unknown"]}, {"sessions": "invalid_choice"}),
        ({"answers": {"1": "x" * 1001}}, {"answers.1": "max_length"}),
        ({"answers": {"1": "x"}}, {"answers": "unknown_question"}),
        ({"answers": {"x" * 40: "x"}}, {"answers": "unknown_question"}),
        ({"access_needs": "x" * 1001}, {"access_needs": "max_length"}),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(api, wrong, problems):
    answer = api.post(address(OpenEventFactory()), {**AIGUL, **wrong})

    assert (answer.status_code, codes(answer)) == (400, problems)
    assert not Registration.objects.exists()


@pytest.mark.parametrize("unfit", [{"needs_seat": False}, {"status": "cancelled"}, {"publication_state": "draft"}])
def test_no_seat_is_taken_where_none_is_given(api, unfit):
    session = SessionWithSeatsFactory(**unfit)

    answer = api.post(address(session.event), {**AIGUL, "sessions": [session.slug]})

    assert answer.status_code == 400
    assert list(codes(answer)) == ["sessions"]


def test_a_question_that_must_be_answered_is_named(api):
    lunch = QuestionFactory(is_required=True)

    assert codes(api.post(address(lunch.event), AIGUL)) == {f"answers.{lunch.pk}": "required"}


def test_closed_is_a_conflict_and_hidden_is_not_found(api):
    closed = api.post(address(EventFactory()), AIGUL)
    hidden = api.post(address(OpenEventFactory(publication_state="draft")), AIGUL)

    assert (closed.status_code, codes(closed)) == (409, {None: "registration_closed"})
    assert hidden.status_code == 404


def test_the_same_key_and_body_are_one_registration_with_one_answer(api, django_capture_on_commit_callbacks):
    event = OpenEventFactory()

    with django_capture_on_commit_callbacks(execute=True):
        first, again = (api.post(address(event), AIGUL, headers=KEY) for _ in range(2))

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Registration.objects.count() == 1
    assert len(mail.outbox) == 1


def test_the_same_key_with_another_body_is_refused(api):
    event = OpenEventFactory()
    api.post(address(event), AIGUL, headers=KEY)

    answer = api.post(address(event), {**AIGUL, "name": "Somebody else"}, headers=KEY)

    assert (answer.status_code, codes(answer)) == (422, {None: "idempotency_key_reused"})


def test_what_failed_may_be_tried_again_with_the_same_key(api):
    event = OpenEventFactory()
    wrong = api.post(address(event), {**AIGUL, "name": ""}, headers=KEY)

    assert (wrong.status_code, api.post(address(event), AIGUL, headers=KEY).status_code) == (400, 201)


def test_a_key_is_forgotten_after_a_day_and_says_nothing_until_then(api):
    event = OpenEventFactory()
    api.post(address(event), AIGUL, headers=KEY)
    kept = KeptAnswer.objects.values().get()
    KeptAnswer.objects.update(expires_at=timezone.now())

    answer = api.post(address(event), {**AIGUL, "email": "other@example.org"}, headers=KEY)

    told = json.dumps(kept, default=str)
    assert answer.status_code == 201
    assert [word for word in (KEY["idempotency-key"], "Aigul", "aigul") if word in told] == []


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(api, key):
    answer = api.post(address(OpenEventFactory()), AIGUL, headers={"idempotency-key": key})

    assert answer.status_code == 400
    assert not Registration.objects.exists()


def test_registrations_are_read_by_staff_with_the_permission_only(api, staff_who_may):
    mine = RegistrationFactory(consent="public")
    RegistrationFactory()

    as_nobody = api.get(address(mine.event))
    question, workshop = QuestionFactory(event=mine.event), SessionWithSeatsFactory(event=mine.event)
    Answer.objects.create(registration=mine, question=question, text="Soup")
    seat = SessionSeatFactory(registration=mine, session=workshop, state="waiting")
    api.force_authenticate(staff_who_may("view_registration"))
    as_staff = api.get(address(mine.event))

    assert as_nobody.status_code == 401
    assert mine.name not in as_nobody.content.decode()
    (row,) = as_staff.json()["results"]
    since = seat.since.isoformat().replace("+00:00", "Z")
    assert row["email"] == mine.email
    assert row["answers"] == [{"question": question.pk, "text": "Soup"}]
    assert row["seats"] == [{"session": workshop.slug, "state": "waiting", "since": since}]


def test_staff_without_the_permission_are_refused(api, staff_who_may):
    api.force_authenticate(staff_who_may("view_event"))

    assert api.get(address(OpenEventFactory())).status_code == 403


def test_the_list_is_what_the_openapi_document_says_and_narrowed_as_the_file_is(api_as_editor):
    mine = RegistrationFactory(access_needs="A ramp")
    RegistrationFactory(event=mine.event, state="waitlisted")
    SessionSeatFactory(registration=mine, session=SessionWithSeatsFactory(event=mine.event))

    everything = api_as_editor.get(address(mine.event)).json()
    narrowed = api_as_editor.get(address(mine.event), {"has_access_needs": "true", "state": "confirmed"}).json()

    check_answer(openapi_document("en"), "/api/v1/events/{slug}/registrations/", everything)
    assert [row["code"] for row in narrowed["results"]] == [mine.code]


def test_what_registering_asks_is_what_the_openapi_document_says(api):
    event = OpenEventFactory(capacity=5)
    QuestionFactory(event=event)

    told = api.get(f"/api/v1/events/{event.slug}/registration/").json()

    check_answer(openapi_document("en"), "/api/v1/events/{slug}/registration/", told)
    assert (told["phase"], told["seats_left"]) == ("open", 5)


def test_the_list_costs_as_many_queries_for_thirty_as_for_one(api_as_editor, flat_queries):
    workshop = SessionWithSeatsFactory()
    question = QuestionFactory(event=workshop.event)

    def participant():
        mine = SessionSeatFactory(session=workshop).registration
        Answer.objects.create(registration=mine, question=question, text="Soup")

    flat_queries(participant, api_as_editor.get, address(workshop.event))


def test_too_many_registrations_from_one_address_wait(api, settings):
    event = OpenEventFactory()
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    rates["registration"], usual = "1/hour", rates["registration"]
    api.post(address(event), AIGUL)

    answer = api.post(address(event), {**AIGUL, "email": "b@example.org"})

    rates["registration"] = usual
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 3000
