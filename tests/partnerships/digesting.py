"""Somebody follows, something happens, digests are sent: the days are counted from NOW."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from partnerships.following.digests import send_digests
from partnerships.following.noticing import notice
from tests.partnerships.factories import (
    CommitmentFactory,
    FollowFactory,
    ProgressReportFactory,
)

NOW = timezone.now()
DAY = timedelta(days=1)
YESTERDAY = timezone.localdate(NOW) - DAY


def follows(**what):
    """Somebody who follows something, told until now of all that there is by now."""
    notice(NOW)
    return FollowFactory(confirmed_at=NOW, **what)


def sent(at=NOW + DAY):
    """Send the digests; return the mails."""
    mail.outbox.clear()
    send_digests(at)
    return list(mail.outbox)


def made(days=0, **fields):
    """A commitment that was made a month before the test and is due so many days after it, or never."""
    today = timezone.localdate(NOW)
    return CommitmentFactory(made_on=today - 30 * DAY, due_on=today + days * DAY if days else None, **fields)


def reported(commitment, **fields):
    """A report of today, so that the commitment stands as it stood."""
    today = timezone.localdate(NOW)
    return ProgressReportFactory(commitment=commitment, period_start=today, period_end=today, **fields)
