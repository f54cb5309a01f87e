"""Guessing passwords is slowed down, however the name is spelt."""

import pytest
from django.urls import reverse

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


def test_another_address_is_not_locked_out(client, account, settings):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "editor@example.org", "wrong")
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"

    assert sign_in(client, "editor@example.org", "the right one") == 302
