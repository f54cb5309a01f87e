"""Which owners must be asked by mail to report, and the asking: one mail for all the promises of an owner."""

import calendar
import logging
from datetime import date
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.template.loader import render_to_string
from django.utils.translation import override

from partnerships.models import Commitment
from partnerships.models.commitments import Months, Progress
from publishing.templatetags.content import spoken

logger = logging.getLogger(__name__)


def months_before(day, months):
    """Return the same day some `months` earlier, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def awaiting_report(on):
    """Return the public commitments, neither kept nor dropped, of which nothing was heard, and nobody was asked, for as
    long as `report_every` says; their owner has an address."""
    last = Greatest(F("heard_on"), Coalesce("asked_for_report_on", "heard_on"))
    due = Q()
    for months in Months:
        due |= Q(report_every=months, last__lte=months_before(on, months))
    return (
        Commitment.objects.published()
        .with_progress(on)
        .exclude(progress__in=[Progress.KEPT, Progress.DROPPED])
        .exclude(owner__email="")
        .annotate(last=last)
        .filter(due)
        .select_related("owner")
        .order_by("owner", "due_on", "pk")
    )


def ask(on):
    """Ask every owner for the reports that are due; return how many mails were sent. What could not be sent is asked for
    the next time."""
    sent = 0
    for owner, due in groupby(awaiting_report(on), key=lambda commitment: commitment.owner):
        commitments = list(due)
        try:
            letter_to(owner, commitments).send()
        except OSError:  # smtplib's own errors among them
            logger.exception("Organisation %s could not be asked for reports.", owner.pk)
            continue
        keys = [commitment.pk for commitment in commitments]
        Commitment.objects.filter(pk__in=keys).update(asked_for_report_on=on)
        sent += 1
    return sent


def letter_to(owner, commitments):
    """Return the mail, in the portal's own language: which one an organisation reads is not known."""
    with override(settings.LANGUAGE_CODE):
        told = {
            "owner": spoken(owner, "name")[0],
            "promises": [
                {
                    "title": spoken(commitment, "title")[0],
                    "address": settings.SITE_URL + commitment.get_absolute_url(),
                    "due_on": commitment.due_on,
                    "heard_on": commitment.heard_on,
                }
                for commitment in commitments
            ],
            "site_name": settings.SITE_NAME,
        }
        subject = " ".join(render_to_string("partnerships/mails/report_due_subject.txt", told).split())
        return EmailMessage(subject, render_to_string("partnerships/mails/report_due.txt", told), to=[owner.email])
