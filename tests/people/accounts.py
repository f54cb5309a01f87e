"""What the tests of accounts share: the code of the last mail, the code of an app, somebody with a password."""

import re
import time

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from tests.people.factories import UserFactory

PASSWORD = "a bridge over the steppe"
OTHER_PASSWORD = "an arch after an arch"


def last_code():
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE).group()


def app_code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def reader(email="reader@example.org", *, verified=True, **fields):
    """Somebody who signed up with PASSWORD."""
    user = UserFactory(email=email, **fields)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def is_signed_in(client):
    return client.get("/en/account/").status_code == 200
