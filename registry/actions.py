"""What staff decide about a reported mistake, and how its writer hears of it."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing.delivery import deliver
from publishing.templatetags.content import spoken
from registry.models import Mistake

logger = logging.getLogger(__name__)


@transaction.atomic
def decide(*, mistake, state, answer, user):
    """Accept or reject `mistake`; its writer, if there is an address, is told once that is committed.

    Raises ValidationError for one decided already, and for a rejection that says no reason.
    """
    mistake = Mistake.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=mistake.pk)
    if mistake.state != Mistake.State.OPEN:
        raise ValidationError(_("“%(mistake)s” has been decided already.") % {"mistake": mistake})
    mistake.state, mistake.answer = state, answer.strip()
    mistake.decided_by, mistake.decided_at = user, timezone.now()
    mistake.full_clean()
    mistake.save()
    if mistake.email:
        transaction.on_commit(lambda: tell(mistake))


def tell(mistake):
    """Mail what was decided to whoever wrote it, forget the address, and return whether that went well.

    While the mail server does not take it the address is kept, and staff may send the answer again.
    """
    with override(mistake.language):
        told = {
            "mistake": mistake,
            "name": spoken(mistake.organisation, "name")[0],
            "address": settings.SITE_URL + mistake.organisation.get_absolute_url(),
            "site_name": settings.SITE_NAME,
        }
        subject = " ".join(render_to_string("registry/mails/mistake_subject.txt", told).split())
        body = render_to_string("registry/mails/mistake.txt", told)
    try:
        deliver(EmailMessage(subject, body, to=[mistake.email]))
    except OSError:  # smtplib's own errors among them
        logger.exception("The answer to report %s could not be sent.", mistake.pk)
        return False
    Mistake.objects.filter(pk=mistake.pk).update(email="")
    return True
