"""What allauth says to readers stands in templates of ours: our catalogues translate it, into Kazakh too."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template

from people.accounts.urls import urlpatterns

PACKAGE = Path(allauth.__file__).parent
# Of what the portal does not offer: links instead of codes, several addresses, telephones, passkeys, trusted browsers.
NOT_OFFERED = {
    "email_confirm", "email_deleted", "password_reset_key", "cannot_delete_primary_email", "phone_verification_sent",
    "phone_verified", "primary_email_set", "unverified_primary_email", "webauthn_added", "webauthn_removed",
    "base", "base_notification",
}  # fmt: skip


def is_ours(name):
    return Path(get_template(name).origin.name).is_relative_to(settings.BASE_DIR / "templates")


def test_every_page_is_ours():
    pages = {pattern.callback.view_class.template_name for pattern in urlpatterns}

    assert len(pages) > 20
    assert [name for name in [*pages, "account/signup_closed.html"] if not is_ours(name)] == []


@pytest.mark.parametrize("kind", ["account/email", "account/messages", "mfa/email", "mfa/messages"])
def test_every_mail_and_message_is_ours(kind):
    theirs = sorted((PACKAGE / "templates" / kind).glob("*.txt"))
    names = [
        path.name for path in theirs if path.stem.removesuffix("_message").removesuffix("_subject") not in NOT_OFFERED
    ]

    assert names != []
    assert [name for name in names if not is_ours(f"{kind}/{name}")] == []
