"""What followers are written: each mail leads to the page where all ends, and can be ended by the mail program itself."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from django_tasks import task

from partnerships.following.links import confirm_path, off_path, own_path
from partnerships.following.subjects import subject_of
from partnerships.models import Follow

logger = logging.getLogger(__name__)


def letter(about, follower, language, **told):
    """Return the mail `about` (a template in partnerships/mails), with the headers of RFC 2369 and RFC 8058."""
    with override(language):
        told |= {
            "own_address": settings.SITE_URL + own_path(follower),
            "kept_days": settings.UNCONFIRMED_FOLLOW_DAYS,
            "site_name": settings.SITE_NAME,
        }
        subject = " ".join(render_to_string(f"partnerships/mails/{about}_subject.txt", told).split())
        body = render_to_string(f"partnerships/mails/{about}.txt", told)
        headers = {
            "List-Unsubscribe": f"<{settings.SITE_URL}{off_path(follower)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return EmailMessage(subject, body, to=[follower.email], headers=headers)


def ask_to_confirm(follow):
    """Have the owner of the address asked, once the transaction is committed."""
    transaction.on_commit(partial(send.enqueue, follow.pk))


@task()
def send(pk):
    """Ask the owner of the address to confirm the Follow with this key, or say that they have, as it is by now."""
    follow = Follow.objects.with_subjects().select_related("follower").filter(pk=pk).first()
    if follow is None:
        return
    try:
        if message := message_about(follow):
            message.send()
    except OSError:  # smtplib's own errors among them
        logger.exception("The mail about follow %s could not be sent.", pk)
        raise


def message_about(follow):
    """Return the mail, without a word that was typed: whoever gets it may not have typed it. None if there is no subject."""
    is_confirmed = follow.confirmed_at is not None
    language = follow.follower.language if is_confirmed else follow.language
    with override(language):
        subject = subject_of(follow, typed=False)
        confirm_address = settings.SITE_URL + confirm_path(follow)
    if subject is None:
        return None
    about = "follow_known" if is_confirmed else "follow_confirm"
    return letter(about, follow.follower, language, subject=subject, confirm_address=confirm_address)
