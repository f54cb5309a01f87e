"""The digests: for each address one mail with all that is new in what it follows; nothing new, no mail."""

import logging
from dataclasses import dataclass, field

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import override

from partnerships.following.fresh import Fresh
from partnerships.following.links import in_full, off_path, own_path
from partnerships.following.mails import letter
from partnerships.following.noticing import notice
from partnerships.following.subjects import Subject
from partnerships.models import Follow, Follower
from publishing.delivery import NotTakenError, deliver

logger = logging.getLogger(__name__)
AT_ONCE = 200
# A mail is for reading: what is beyond this is counted, and to be read on the page.
TOLD_AT_MOST = 30


@dataclass
class Chapter:
    """What is new in one thing that is followed."""

    subject: Subject
    entries: list = field(default_factory=list)

    @property
    def told(self):
        return self.entries[:TOLD_AT_MOST]

    @property
    def untold(self):
        return len(self.entries[TOLD_AT_MOST:])


def send_digests(at):
    """Send the digests that are due at the moment `at`; return (how many were sent, how many the server did not take).

    No mail can be sent and written down in one step, so one of two harms is chosen for whoever is being sent to when the
    process is killed. The week is claimed before the mail goes, and what it told is ticked off after: they get no second
    mail this week, and the next one tells all again that this one may have told. Nobody gets two, nothing is lost.
    """
    notice(at)
    on = timezone.localdate(at)
    due = Follower.objects.due(on)
    since = Follow.objects.confirmed().filter(follower__in=due).aggregate(since=Min("told_until"))["since"]
    fresh = Fresh(after=since or at, until=at)
    sent = failed = 0
    for followers in batches(due):
        quiet = []
        for follower in followers:
            chapters = chapters_of(follower, fresh)
            if not chapters:
                quiet.append(follower.pk)
            elif claim(follower, on):
                is_sent = send(follower, chapters, at)
                sent, failed = sent + is_sent, failed + (not is_sent)
        tick_off(quiet, at)
    return sent, failed


def batches(due):
    """Yield the followers, AT_ONCE a time, with what they follow: four queries each, however many there are in all."""
    last = 0
    while batch := list(due.with_follows().filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


def chapters_of(follower, fresh):
    """Return the Chapters of what is new for `follower`; what belongs to two of the things followed is told once."""
    told, chapters = set(), []
    with override(follower.language):
        for follow in follower.follows.all():
            if follow.confirmed_at is None:
                continue
            entries = [entry for entry in fresh.entries_for(follow) if entry.key not in told]
            if entries and (subject := fresh.subject_of(follow)):
                chapters.append(Chapter(subject, entries))
                told |= {entry.key for entry in entries}
    return chapters


def claim(follower, on):
    """Take the week's digest of `follower`; False where somebody else has, or the address is gone."""
    return bool(Follower.objects.due(on).filter(pk=follower.pk).update(digest_on=on))


def send(follower, chapters, at):
    """Send a digest that is claimed and tick off what it tells; give the claim back if the server does not take it."""
    try:
        deliver(digest(follower, chapters))
    except NotTakenError as error:
        logger.error("The digest could not be sent to follower %s: %s", follower.pk, error)
        Follower.objects.filter(pk=follower.pk).update(digest_on=follower.digest_on)
        return False
    tick_off([follower.pk], at)
    return True


def digest(follower, chapters):
    """Return the mail: the only one with the address where all that is followed is seen and ended."""
    language = follower.language
    told = {
        "chapters": chapters,
        "number": sum(len(chapter.entries) for chapter in chapters),
        "own_address": in_full(own_path, follower, language),
    }
    return letter("digest", follower, language, one_click=in_full(off_path, follower, language), **told)


def tick_off(followers, at):
    """Write down that these (keys) have been told all that was noticed until `at`."""
    Follow.objects.confirmed().filter(follower__in=followers, told_until__lt=at).update(told_until=at)
