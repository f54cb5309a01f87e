"""An account that is deleted, by its owner or because nobody confirmed it, leaves nothing that tells of anybody."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from axes.models import AccessLog
from django.core.management import call_command
from django.db.models import ProtectedError
from django.utils import timezone
from knox.models import AuthToken

from people.accounts.leaving import erase
from people.models import User
from tests.people.accounts import PASSWORD, is_signed_in, reader
from tests.people.factories import VerificationFactory

pytestmark = pytest.mark.django_db
LEAVE, AGAIN = "/en/account/delete/", "/en/account/sign-in/again/?next=/en/account/delete/"


@pytest.fixture
def signed_in(client, settings):
    settings.AXES_ENABLED = True
    reader(first_name="Aigul")
    client.post("/en/account/sign-in/", {"login": "reader@example.org", "password": PASSWORD})
    client.post("/en/account/name/", {"first_name": "Aigul", "last_name": "Sample"})
    return client


def test_whoever_deletes_their_account_gives_the_password_and_is_gone(signed_in):
    user = User.objects.get()
    verification = VerificationFactory(checked_by=user)
    AuthToken.objects.create(user)
    told_before = (LogEntry.objects.filter(actor=user).exists(), AccessLog.objects.exists())

    without = signed_in.post(LEAVE)
    asked_again = signed_in.post(AGAIN, {"password": "wrong"}).status_code, User.objects.exists()
    left = signed_in.post(AGAIN, {"password": PASSWORD})

    verification.refresh_from_db()
    assert told_before == (True, True)
    assert without["Location"].startswith("/en/account/sign-in/again/")
    assert asked_again == (200, True)
    assert left["Location"] == "/en/account/deleted/"
    assert (User.objects.exists(), AuthToken.objects.exists(), AccessLog.objects.exists()) == (False, False, False)
    assert verification.checked_by is None
    assert not is_signed_in(signed_in)
    trail = "".join(f"{entry.object_repr}{entry.changes}{entry.actor_email}" for entry in LogEntry.objects.all())
    assert [word for word in ("reader@", "Aigul", "Sample") if word in trail] == []


def test_staff_ask_an_administrator(signed_in):
    User.objects.update(is_staff=True)
    signed_in.post(AGAIN, {"password": PASSWORD})

    answer = signed_in.post(LEAVE)

    assert (answer.status_code, User.objects.count()) == (403, 1)
    assert "ask an administrator" in answer.text


def test_an_account_that_something_protects_stays_without_a_name_and_opens_nothing(client, monkeypatch):
    user = reader(first_name="Aigul")
    token = AuthToken.objects.create(user)[1]

    def protected(self, *args, **kwargs):
        raise ProtectedError("kept", set())

    monkeypatch.setattr(User, "delete", protected)
    erase(user)

    user = User.objects.get()
    assert (user.email, user.get_full_name(), user.is_active) == (f"deleted-{user.pk}@deleted.invalid", "", False)
    assert (user.has_usable_password(), user.emailaddress_set.count()) == (False, 0)
    assert client.get("/api/v1/events/", headers={"authorization": f"Token {token}"}).status_code == 401


def test_accounts_that_nobody_confirmed_for_a_week_are_deleted(capsys):
    long_ago = timezone.now() - timedelta(days=8)
    reader("stranger@example.org", verified=False, date_joined=long_ago)
    kept = [
        reader("young@example.org", verified=False),
        reader("confirmed@example.org", date_joined=long_ago),
        reader("staff@example.org", verified=False, date_joined=long_ago, is_staff=True),
        reader("active@example.org", verified=False, date_joined=long_ago, last_login=timezone.now()),
        User.objects.create_user("made-in-the-panel@example.org", date_joined=long_ago),
    ]

    for told in ("1 unconfirmed accounts deleted.", "0 unconfirmed accounts deleted."):
        call_command("purge_unconfirmed_accounts")
        assert told in capsys.readouterr().out

    assert set(User.objects.all()) == set(kept)
    assert not LogEntry.objects.filter(object_repr="stranger@example.org").exists()
