"""What followers are written: each mail leads to where it ends; what a stranger can have sent ends one thing and not all."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from django_tasks import task

from partnerships.following.links import confirm_path, decline_off_path, decline_path, in_full
from partnerships.following.subjects import subject_of
from partnerships.models import Follow
from publishing.delivery import NotTakenError, deliver

logger = logging.getLogger(__name__)


def letter(about, follower, language, *, one_click="", **told):
    """Return the mail `about` (a template in partnerships/mails) to `follower`.

    `one_click` is the address to which their mail program may send the one click: the headers of RFC 2369 and RFC 8058.
    """
    with override(language):
        told |= {"kept_days": settings.UNCONFIRMED_FOLLOW_DAYS, "site_name": settings.SITE_NAME}
        subject = " ".join(render_to_string(f"partnerships/mails/{about}_subject.txt", told).split())
        body = render_to_string(f"partnerships/mails/{about}.txt", told)
    headers = {
        "List-Unsubscribe": f"<{one_click}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, body, to=[follower.email], headers=headers if one_click else None)


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
            deliver(message)
    except NotTakenError as error:
        logger.error("The mail about follow %s could not be sent: %s", pk, error)
        raise


def message_about(follow):
    """Return the mail, without a word that was typed: whoever gets it may not have typed it. None if there is no subject.

    One click ends what is only asked for. The mail about what is confirmed has none: somebody else can have it sent, and its
    owner, or a program for them, would end by it what they want.
    """
    is_confirmed = follow.confirmed_at is not None
    language = follow.follower.language if is_confirmed else follow.language
    with override(language):
        subject = subject_of(follow, typed=False)
    if subject is None:
        return None
    told = {
        "subject": subject,
        "confirm_address": in_full(confirm_path, follow, language),
        "decline_address": in_full(decline_path, follow, language),
    }
    if is_confirmed:
        return letter("follow_known", follow.follower, language, **told)
    one_click = in_full(decline_off_path, follow, language)
    return letter("follow_confirm", follow.follower, language, one_click=one_click, **told)
