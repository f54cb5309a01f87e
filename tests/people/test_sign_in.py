"""Guessing passwords is slowed down, however the name is spelt."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.people.accounts import last_code, reader
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(settings):
    settings.AXES_ENABLED = True
    user = UserFactory(email="editor@example.org", is_staff=True)
    user.set_password("the right one")
    user.save()
    return user


def sign_in(client, name, password):
    return client.post(reverse("admin:login"), {"username": name, "password": password}).status_code


def test_another_spelling_of_the_name_gives_no_more_guesses(client, account, settings):
    wrong = [sign_in(client, "editor@example.org", "wrong") for _attempt in range(settings.AXES_FAILURE_LIMIT)]

    assert wrong == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert sign_in(client, "EDITOR@example.org", "the right one") == 429


def test_wrong_passwords_in_the_panel_and_on_the_page_for_everybody_count_together(client, account, settings):
    page, half = reverse("account_login"), settings.AXES_FAILURE_LIMIT // 2
    for _attempt in range(half):
        sign_in(client, "editor@example.org", "wrong")
    wrong = [
        client.post(page, {"login": "Editor@example.org", "password": "wrong"}).status_code for _attempt in range(half)
    ]
    locked = client.post(page, {"login": "editor@example.org", "password": "the right one"})
    client.post(reverse("account_request_login_code"), {"email": "editor@example.org"})
    by_code = client.post(reverse("account_confirm_login_code"), {"code": last_code()})

    assert wrong == [200] * (half - 1) + [429]
    assert locked.status_code == 429
    assert "For 1 hour no password opens this account" in locked.text
    assert by_code.status_code == 302


@pytest.mark.parametrize("first", ["admin:login", "account_login"])
def test_staff_who_sign_in_at_either_page_are_in_at_both(client, account, first):
    given = {"username": "editor@example.org", "login": "editor@example.org", "password": "the right one"}

    client.post(reverse(first), given)

    assert [client.get(reverse(name)).status_code for name in ("admin:index", "account", "account_email")] == [200] * 3


def test_an_address_that_staff_change_opens_nothing_any_more(client, editor_client):
    stranger = reader("old@example.org")
    page = reverse("admin:people_user_change", args=[stranger.pk])
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "12:00:00", "is_active": "on"}

    saved = editor_client.post(page, {**joined, "email": "new@example.org"})
    client.post(reverse("account_request_login_code"), {"email": "old@example.org"})

    assert saved.status_code == 302
    assert mail.outbox[-1].subject == "There is no account with this address: Kopir"


def test_another_address_is_not_locked_out(client, account, settings):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "editor@example.org", "wrong")
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert sign_in(client, "editor@example.org", "the right one") == 302
