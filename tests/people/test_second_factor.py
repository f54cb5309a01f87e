"""With a second factor a password alone opens nothing: neither the portal, nor the panel, nor the API."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from knox.models import AuthToken

from tests.people.accounts import PASSWORD, app_code, is_signed_in, reader

pytestmark = pytest.mark.django_db
APP, CODES = "/en/account/second-factor/app/", "/en/account/second-factor/codes/"
PROOF = "/en/account/sign-in/second-factor/"


def sign_in(client):
    return client.post("/en/account/sign-in/", {"login": "reader@example.org", "password": PASSWORD})


@pytest.fixture
def with_app(client, django_capture_on_commit_callbacks):
    """Somebody of the staff who has just set up the app; returns the key and the page of the codes."""
    AuthToken.objects.create(reader(is_staff=True))
    sign_in(client)
    client.post(f"/en/account/sign-in/again/?next={APP}", {"password": PASSWORD})
    page = client.get(APP)
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        codes = client.post(APP, {"code": app_code(secret)}, follow=True)
    return secret, codes


def test_the_app_is_set_up_and_gives_codes_for_an_emergency(client, with_app):
    secret, page = with_app
    codes = re.findall(r"<li><code>(\w+)</code></li>", page.text)

    assert page.request["PATH_INFO"] == CODES
    assert len(codes) == 10
    assert client.get(f"{CODES}file/").text.split() == codes
    assert mail.outbox[-1].subject == "The second factor is set up: Kopir"
    assert secret not in "".join(message.body for message in mail.outbox)


def test_signing_in_asks_for_both_and_an_emergency_code_opens_once(client, with_app):
    emergency = re.findall(r"<li><code>(\w+)</code></li>", with_app[1].text)[0]
    first, second = type(client)(), type(client)()

    asked = sign_in(first)
    before = is_signed_in(first)
    wrong = first.post(PROOF, {"code": "000000"})
    first.post(PROOF, {"code": emergency})
    sign_in(second)
    second.post(PROOF, {"code": emergency})

    assert (asked["Location"], before) == (PROOF, False)
    assert "This is not the code" in wrong.text
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_the_panel_and_the_api_do_not_take_the_password_alone(client, api, with_app):
    browser = type(client)()

    page = browser.post(reverse("admin:login"), {"username": "reader@example.org", "password": PASSWORD})
    token = api.post("/api/v1/auth/token/", {"email": "reader@example.org", "password": PASSWORD})

    assert "/account/sign-in/?next=/admin/" in page.text
    assert browser.get("/admin/").status_code == 302
    assert token.status_code == 401
    assert not AuthToken.objects.exists()  # one that the password alone got has ended
    assert "second factor" in token.json()["errors"][0]["detail"]


def test_an_administrator_takes_it_away_from_whoever_lost_the_telephone(
    client, editor_client, with_app, django_user_model
):
    user = django_user_model.objects.get(email="reader@example.org")

    editor_client.post(
        reverse("admin:people_user_changelist"), {"action": "remove_second_factor", "_selected_action": [user.pk]}
    )

    assert sign_in(type(client)())["Location"] == "/en/account/"


def test_one_removes_it_oneself(client, with_app):
    client.post(f"{APP}remove/")

    assert sign_in(type(client)())["Location"] == "/en/account/"
    assert mail.outbox[-1].subject == "The second factor is removed: Kopir"
