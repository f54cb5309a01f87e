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
from partnerships.models.progress import Months, Progress
from places.countries import official_languages
from publishing.delivery import deliver
from publishing.templatetags.content import spoken

BETWEEN_LANGUAGES = "\n* * *\n\n"
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
            deliver(letter_to(owner, commitments))
        except OSError:  # smtplib's own errors among them
            logger.exception("Organisation %s could not be asked for reports.", owner.pk)
            continue
        keys = [commitment.pk for commitment in commitments]
        Commitment.objects.filter(pk__in=keys).update(asked_for_report_on=on)
        sent += 1
    return sent


def languages_for(owner):
    """Return the languages in which to write to `owner`, of which nobody knows what it reads: the official ones of its
    country, as far as the portal speaks them, and the portal's own; all that it speaks where no country is known."""
    if not owner.country:
        return settings.INTERFACE_LANGUAGES
    wanted = {*official_languages(owner.country), settings.LANGUAGE_CODE}
    return [code for code in settings.INTERFACE_LANGUAGES if code in wanted]


def letter_to(owner, commitments):
    """Return the mail, which says the same in each of the `languages_for` the owner."""
    written = [letter_in(language, owner, commitments) for language in languages_for(owner)]
    subject = " / ".join(subject for subject, _body in written)
    return EmailMessage(subject, BETWEEN_LANGUAGES.join(body for _subject, body in written), to=[owner.email])


def letter_in(language, owner, commitments):
    """Return (subject, body) in `language`."""
    with override(language):
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
        return subject, render_to_string("partnerships/mails/report_due.txt", told).strip() + "\n"
