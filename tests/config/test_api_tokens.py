"""Signing in to the API: a token for programs, the session of the admin for whoever is there already."""

import pytest
from django.core.cache import cache
from knox.models import AuthToken
from rest_framework.test import APIClient

from tests.config.test_api_reading import problem
from tests.people.factories import GroupFactory

TOKEN = "/api/v1/auth/token/"
GROUPS = "/api/v1/groups/"
PASSWORD = {"email": "Editor@Example.org", "password": "only-for-tests"}


def test_a_token_is_had_for_a_password_and_signs_in_until_it_is_ended(api, editor):
    response = api.post(TOKEN, PASSWORD)
    bearer = {"Authorization": f"Token {response.json()['token']}"}

    written = api.post(GROUPS, {"name": "Children"}, headers=bearer)
    ended = api.delete(TOKEN, headers=bearer)
    again = api.post(GROUPS, {"name": "Women"}, headers=bearer)

    assert (response.status_code, response["Cache-Control"]) == (201, "no-store")
    assert [written.status_code, ended.status_code, again.status_code] == [201, 204, 401]


def test_a_token_is_kept_only_as_a_hash(api, editor):
    token = api.post(TOKEN, PASSWORD).json()["token"]

    assert token not in str(AuthToken.objects.values().get())


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"email": "editor@example.org"},
        {"email": "editor@example.org", "password": "wrong"},
        {"email": "nobody@example.org", "password": "only-for-tests"},
    ],
)
def test_a_wrong_password_gives_no_token_and_tells_nothing(api, editor, given):
    assert problem(api.post(TOKEN, given)) == (401, "authentication_failed", None)
    assert not AuthToken.objects.exists()


def test_an_account_that_was_closed_gets_no_token(api, editor):
    editor.is_active = False
    editor.save()

    assert problem(api.post(TOKEN, PASSWORD)) == (401, "authentication_failed", None)


def test_within_a_session_a_token_needs_no_password_but_the_csrf_token(editor):
    api = APIClient(enforce_csrf_checks=True)
    api.force_login(editor)

    assert problem(api.post(TOKEN)) == (403, "permission_denied", None)
    assert problem(api.post(GROUPS, {"name": "Children"})) == (403, "permission_denied", None)


def test_a_session_signs_in_and_gets_a_token(api, editor):
    api.force_login(editor)

    assert api.post(GROUPS, {"name": "Children"}).status_code == 201
    assert api.post(TOKEN).status_code == 201


def test_without_a_token_there_is_none_to_end(api, editor):
    assert problem(api.delete(TOKEN)) == (401, "not_authenticated", None)


def test_guessing_passwords_is_throttled_by_address(api, settings):
    rates = {"anon": "100/min", "user": "100/min", "sign_in": "2/min"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    for _attempt in range(2):
        api.post(TOKEN, {"email": "editor@example.org", "password": "guess"})

    refused = api.post(TOKEN, PASSWORD)

    assert problem(refused) == (429, "throttled", None)
    assert "Retry-After" in refused


def test_guessing_one_password_locks_the_account_for_that_address(api, editor, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    for _attempt in range(3):
        api.post(TOKEN, {**PASSWORD, "password": "guess"})

    assert problem(api.post(TOKEN, PASSWORD)) == (401, "authentication_failed", None)
    cache.clear()


def test_what_a_signed_in_reader_is_shown_is_kept_by_nobody_else(api, editor):
    GroupFactory()
    token = api.post(TOKEN, PASSWORD).json()["token"]

    response = api.get(GROUPS, headers={"Authorization": f"Token {token}"})

    assert "private" in response["Cache-Control"]
