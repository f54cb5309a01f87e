"""Accounts for everybody: up, in, back in, out; to whoever has none the pages tell nothing of those who have one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from knox.models import AuthToken

from people.models import User
from tests.people.accounts import OTHER_PASSWORD, PASSWORD, is_signed_in, last_code, reader

pytestmark = pytest.mark.django_db
SIGN_UP, SIGN_IN, CONFIRM = "/en/account/sign-up/", "/en/account/sign-in/", "/en/account/confirm/"
ASK_CODE, ENTER_CODE = "/en/account/sign-in/code/", "/en/account/sign-in/code/enter/"
FORGOTTEN, FORGOTTEN_CODE = "/en/account/password/forgotten/", "/en/account/password/forgotten/code/"


def sign_up(client, email="aigul@example.org", address=SIGN_UP, **more):
    return client.post(address, {"email": email, "password1": PASSWORD, **more})


def sign_in(client, email="reader@example.org", password=PASSWORD, address=SIGN_IN):
    return client.post(address, {"login": email, "password": password})


def test_one_signs_up_confirms_and_goes_on_where_one_wanted_to_go(client):
    sent = sign_up(client, "Aigul@Example.org", f"{SIGN_UP}?next=/en/about/", first_name="Buy at evil.example")
    wrong = client.post(CONFIRM, {"code": "BBBB-BBBB"})
    known_before = is_signed_in(client)
    confirmed = client.post(CONFIRM, {"code": last_code().lower().replace("-", " ")})

    user = User.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, CONFIRM)
    assert "This is not the code" in wrong.text
    assert known_before is False
    assert (confirmed.status_code, confirmed["Location"]) == (302, "/en/about/")
    assert is_signed_in(client)
    assert (user.email, user.is_staff, user.is_superuser, user.get_all_permissions()) == (
        "aigul@example.org", False, False, set(),
    )  # fmt: skip
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["aigul@example.org"], "Your code to sign up: Kopir")
    ]
    assert "evil" not in mail.outbox[0].body


def test_the_mail_speaks_the_language_of_the_page(client):
    sign_up(client, address="/ru/account/sign-up/")

    assert mail.outbox[0].body.startswith("Здравствуйте!")


def test_whoever_has_not_confirmed_gets_another_code_and_not_in(client, api):
    reader(verified=False)

    answer = sign_in(client)
    token = api.post("/api/v1/auth/token/", {"email": "reader@example.org", "password": PASSWORD})

    assert answer["Location"] == CONFIRM
    assert not is_signed_in(client)
    assert token.status_code == 401
    client.post(CONFIRM, {"code": last_code()})
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "http://testserver/en/about/", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere_after_signing_in_or_out(client, elsewhere):
    reader()

    assert sign_in(client, address=f"{SIGN_IN}?next={elsewhere}")["Location"] == "/en/account/"
    assert client.post("/en/account/sign-out/", {"next": elsewhere})["Location"] == "/en/"
    assert not is_signed_in(client)


def test_one_signs_in_by_a_code_without_a_password(client):
    reader()

    client.post(f"{ASK_CODE}?next=/en/about/", {"email": "READER@example.org"})
    answer = client.post(f"{ENTER_CODE}?next=/en/about/", {"code": last_code()})

    assert answer["Location"] == "/en/about/"
    assert is_signed_in(client)


def test_whoever_signed_up_with_anothers_address_is_out_once_its_owner_signs_in_by_a_code(client, api):
    stranger, owner = client, type(client)()
    sign_up(stranger, first_name="Not", last_name="Mine")

    owner.post(ASK_CODE, {"email": "aigul@example.org"})
    owner.post(ENTER_CODE, {"code": last_code()})
    sign_in(stranger, "aigul@example.org")
    token = api.post("/api/v1/auth/token/", {"email": "aigul@example.org", "password": PASSWORD})

    user = User.objects.get()
    assert (is_signed_in(owner), is_signed_in(stranger), token.status_code) == (True, False, 401)
    assert (user.has_usable_password(), user.get_full_name()) == (False, "")


def test_three_wrong_codes_are_the_end_of_it(client):
    reader()
    client.post(ASK_CODE, {"email": "reader@example.org"})
    code = last_code()

    for _attempt in range(3):
        client.post(ENTER_CODE, {"code": "BBBB-BBBB"})
    client.post(ENTER_CODE, {"code": code})

    assert not is_signed_in(client)


def test_a_forgotten_password_is_chosen_anew_and_ends_other_sessions(client):
    elsewhere = type(client)()
    user = reader()
    AuthToken.objects.create(user)
    sign_in(elsewhere)
    was_in = is_signed_in(elsewhere)

    client.post(FORGOTTEN, {"email": "reader@example.org"})
    client.post(FORGOTTEN_CODE, {"code": last_code()})
    weak = client.post("/en/account/password/forgotten/new/", {"password1": "password"})
    answer = client.post("/en/account/password/forgotten/new/", {"password1": OTHER_PASSWORD})

    user.refresh_from_db()
    assert (was_in, is_signed_in(elsewhere), AuthToken.objects.exists()) == (True, False, False)
    assert "too common" in weak.text
    assert answer["Location"] == "/en/account/"
    assert user.check_password(OTHER_PASSWORD)
    assert mail.outbox[-1].subject == "Your password was changed: Kopir"


def test_an_address_is_changed_when_its_owner_has_typed_the_code(client):
    user = reader()
    sign_in(client)

    asked = client.post("/en/account/address/", {"action_add": "1", "email": "new@example.org"}, follow=True)
    again = client.post(asked.request["PATH_INFO"] + "?next=/en/account/address/", {"password": PASSWORD}, follow=True)
    user.refresh_from_db()
    before = user.email
    client.post(CONFIRM, {"code": last_code()})

    user.refresh_from_db()
    assert asked.request["PATH_INFO"] == "/en/account/sign-in/again/"
    assert again.request["PATH_INFO"] == CONFIRM
    assert (before, user.email) == ("reader@example.org", "new@example.org")
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("new@example.org", True)]
    assert [message.to for message in mail.outbox] == [["new@example.org"], ["reader@example.org"]]


def answers_about(client, email):
    """What each form that takes an address answers, followed to the page that it leads to, without the address."""
    forms = [
        (SIGN_UP, {"email": email, "password1": PASSWORD}),
        (ASK_CODE, {"email": email}),
        (FORGOTTEN, {"email": email}),
        (SIGN_IN, {"login": email, "password": OTHER_PASSWORD}),
    ]
    told = []
    for number, (address, given) in enumerate(forms):
        own = {name: value.replace("@", f"{number}@") if "@" in value else value for name, value in given.items()}
        answer = type(client)().post(address, own, follow=True)
        text = re.sub(r'value="\w{64}"', "", answer.text).replace(email.replace("@", f"{number}@"), "")
        told.append((answer.redirect_chain, answer.status_code, text))
    return told


def test_no_form_tells_whether_there_is_an_account(client):
    for number in range(4):
        reader(f"known{number}@example.org")

    known, unknown = answers_about(client, "known@example.org"), answers_about(client, "nobody@example.org")

    assert known == unknown
    assert [message.subject for message in mail.outbox] == [
        "You have an account: Kopir",
        "Your code to sign in: Kopir",
        "Your code for a new password: Kopir",
        "Your code to sign up: Kopir",
        "There is no account with this address: Kopir",
        "There is no account with this address: Kopir",
    ]


def test_two_who_sign_up_at_once_with_one_address_get_one_account(client, monkeypatch):
    reader("aigul@example.org")
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists", lambda value: (value, False)
    )

    answer = sign_up(client)

    assert answer["Location"] == CONFIRM
    assert User.objects.count() == 1
    assert mail.outbox[-1].subject == "You have an account: Kopir"


@pytest.mark.parametrize("address", ["", "aigul", "aigul@", "a\x00b@example.org", f"{'a' * 60}@{'long-name.' * 20}org"])
def test_an_address_that_cannot_be_one_or_is_too_long_is_refused_with_a_sentence(client, address):
    refused = [sign_up(client, address), sign_in(client, address), client.post(ASK_CODE, {"email": address})]

    assert [answer.status_code for answer in refused] == [200] * 3
    assert [len(answer.context["form"].errors) for answer in refused] == [1] * 3
    assert (User.objects.count(), mail.outbox) == (0, [])


def test_a_robot_gets_no_account_and_is_not_told_so(client):
    answer = sign_up(client, decoy="https://evil.example")

    assert answer["Location"] == CONFIRM
    assert (User.objects.count(), mail.outbox) == (0, [])


def test_where_accounts_are_closed_nobody_signs_up_and_those_who_have_one_get_in(client, settings):
    settings.ACCOUNTS_OPEN = False
    reader()

    answer = sign_up(client)

    assert "No new accounts at present" in answer.text
    assert User.objects.count() == 1
    assert sign_in(client)["Location"] == "/en/account/"


def test_whoever_asks_too_often_is_told_to_wait(client):
    answers = [client.post(FORGOTTEN, {"email": "nobody@example.org"}) for _attempt in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Wait a few minutes" in answers[-1].text


def test_only_a_page_with_a_form_sets_a_cookie_and_it_is_kept_for_nobody(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    reading = client.get("/en/about/")
    cookies_of_reading = set(client.cookies)

    form = client.get(f"{SIGN_IN}?next=/en/about/")

    assert f'href="{SIGN_IN}?next=/en/about/"' in reading.text
    assert cookies_of_reading == set()
    assert set(client.cookies) == {"csrftoken"}
    assert "no-store" in form["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in form.text


def test_a_page_kept_for_everybody_leads_to_signing_in_and_ones_own_to_the_account(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    reader()
    sign_in(client)
    own = client.get("/en/about/")
    kept = type(client)().get("/en/about/")
    again = client.get("/en/about/")

    assert ["Your account" in page.text for page in (own, kept, again)] == [True, False, True]
    assert "private" in own["Cache-Control"]


def test_the_account_page_and_its_forms_are_for_whoever_is_signed_in(client):
    own = ["account", "account_name", "account_leave", "account_email", "account_change_password", "mfa_index"]
    own += ["mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"]

    answers = {name: client.get(reverse(name)) for name in own}

    expected = {name: f"{SIGN_IN}?next={reverse(name)}" for name in own}
    assert {name: answer["Location"].replace("%2F", "/") for name, answer in answers.items()} == expected


def test_one_writes_ones_name(client):
    user = reader()
    sign_in(client)

    client.post("/en/account/name/", {"first_name": "Aigul", "last_name": "Sample"})

    user.refresh_from_db()
    assert user.get_full_name() == "Aigul Sample"
    assert "Aigul Sample" in client.get("/en/account/").text
