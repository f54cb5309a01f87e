"""What one does with a follow: ask for it, confirm it, end it. Nobody needs an account for any of these."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from partnerships.following.mails import ask_to_confirm
from partnerships.following.noticing import notice
from partnerships.models import Follow, Follower

# No more than so many things wait at a time for one address to be confirmed: whoever sends the form again and again does
# not fill a stranger's mailbox.
WAITING_AT_MOST = 5
# Each thing more is read for each digest, and its owner would hardly read on: one filter of the register says as much.
FOLLOWED_AT_MOST = 50


@transaction.atomic
def ask_to_follow(*, email, language, commitment=None, partnership=None, query=""):
    """Keep that somebody with this address wants to follow one thing, and have its owner asked by mail.

    What is followed already, or asked for, is not asked anew: a mail says how it stands, as often as `remindable` allows.
    Nothing is returned, so that nobody learns which addresses are known.
    """
    follower, now = held(email.lower(), language), timezone.now()
    what = {"commitment": commitment, "partnership": partnership, "query": query}
    follow = follower.follows.filter(**what).first()
    if follow is not None:
        remind(follow, language, now)
    elif has_room(follower):
        follow = Follow(follower=follower, language=language, **what)
        follow.full_clean()
        follow.save()
        Follower.objects.filter(pk=follower.pk).update(mailed_at=now)
        ask_to_confirm(follow)


def has_room(follower):
    """Tell whether one thing more may be asked of `follower`, who is held."""
    follows = follower.follows
    return follows.waiting().count() < WAITING_AT_MOST and follows.count() < FOLLOWED_AT_MOST


def remind(follow, language, at):
    """Have the owner of the address told again, of what they confirmed or did not yet, unless they were told enough."""
    if follow.confirmed_at is None:
        Follow.objects.filter(pk=follow.pk).update(language=language)
    told = Follower.objects.remindable(at).filter(pk=follow.follower_id)
    if told.update(mailed_at=at, reminders=F("reminders") + 1):
        ask_to_confirm(follow)


def held(email, language):
    """Return the Follower with this address, made if need be; nobody else adds to it or deletes it meanwhile."""
    while True:
        known, _is_new = Follower.objects.get_or_create(email=email, defaults={"language": language})
        # It may have been deleted between the two, with the last thing that it followed.
        if follower := Follower.objects.select_for_update().filter(pk=known.pk).first():
            return follower


@transaction.atomic
def confirm(*, follow):
    """Let the owner of the address have what they asked for, from now on. Done twice, changes nothing.

    What is public by now is noticed first, so that the first digest tells only of what comes after.
    """
    now = timezone.now()
    notice(now)
    waiting = Follow.objects.waiting().filter(pk=follow.pk)
    if waiting.update(confirmed_at=now, told_until=now):
        Follower.objects.filter(pk=follow.follower_id).update(language=follow.language, reminders=0)


@transaction.atomic
def end(*, follower, guid=None):
    """End what `follower` follows: all, or the one with this `guid`. With the last one the address is deleted."""
    ended = follower.follows.all() if guid is None else follower.follows.filter(guid=guid)
    ended.delete()
    forget_idle(Follower.objects.filter(pk=follower.pk))


def decline(*, guid):
    """End the one Follow with this `guid`, if there is one (any more), and nothing else of the address."""
    if follower := Follower.objects.filter(follows__guid=guid).first():
        end(follower=follower, guid=guid)


@transaction.atomic
def forget_idle(followers):
    """Delete those of `followers` that follow nothing, and return how many.

    They are held, then looked at again: who asks to follow something at this moment stays.
    """
    found = list(followers.idle().select_for_update().values_list("pk", flat=True))
    return Follower.objects.idle().filter(pk__in=found).delete()[0]
