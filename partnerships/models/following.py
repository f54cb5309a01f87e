"""Who follows what by mail. An address is personal data: nobody but staff sees it, and it goes with the last follow."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.commitments import Commitment
from partnerships.models.partnerships import Partnership
from publishing.visibility import VisibleQuerySet, may

DIGEST_EVERY = timedelta(days=7)
# Anybody may type anybody's address: whoever asks again for the same has its owner written to again after this time at the
# earliest, and only so many times until the owner confirms something.
REMINDED_AFTER = timedelta(days=1)
REMINDERS_AT_MOST = 3
# All of it stands in an address: CommitmentFilter takes words of any length, an address does not.
LONGEST_QUERY = 1000


class FollowerQuerySet(VisibleQuerySet):
    def published(self):
        return self.none()

    def due(self, on):
        """Whoever has confirmed something and was sent no digest in the seven days before the day `on`.

        Days are counted, not hours: a command that cron starts a few seconds earlier than last week loses nobody.
        """
        rested = Q(digest_on=None) | Q(digest_on__lte=on - DIGEST_EVERY)
        return self.filter(rested, Exists(Follow.objects.confirmed().filter(follower=OuterRef("pk"))))

    def remindable(self, at):
        """Those who at the moment `at` may be written to again about what they follow, or were asked about, already."""
        rested = Q(mailed_at=None) | Q(mailed_at__lte=at - REMINDED_AFTER)
        return self.filter(rested, reminders__lt=REMINDERS_AT_MOST)

    def idle(self):
        """Addresses that follow nothing (any more)."""
        return self.filter(~Exists(Follow.objects.filter(follower=OuterRef("pk"))))

    def with_follows(self):
        return self.prefetch_related(Prefetch("follows", Follow.objects.with_subjects()))


class Follower(models.Model):
    """An e-mail address that follows something; with the last thing followed it is deleted."""

    guid = models.UUIDField(_("GUID"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language of the mails"), max_length=2, choices=settings.LANGUAGES)
    digest_on = models.DateField(_("last digest on"), null=True, blank=True, editable=False)
    # Of the mails that somebody's form sends; kept here and not with each thing, as all of them fill one mailbox.
    mailed_at = models.DateTimeField(_("last asked by mail at"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("times asked again"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower by mail")
        verbose_name_plural = _("followers by mail")

    def __str__(self):
        """Not the address: this stands in the log of the panel, also after the address is deleted."""
        return str(self.guid)


class FollowQuerySet(VisibleQuerySet):
    def published(self):
        return self.none()

    def visible_to(self, user):
        """Whoever may see who follows may see what."""
        return self.all() if may(user, "view", Follower) else self.published()

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """What the owner of the address has not confirmed yet."""
        return self.filter(confirmed_at=None)

    def with_subjects(self):
        """Fetch what is followed as far as it is public (else None): commitments first, then partnerships, the register."""
        narrowest = [F(name).asc(nulls_last=True) for name in ("commitment", "partnership")]
        return self.order_by(*narrowest, "query").prefetch_related(
            Prefetch("commitment", Commitment.objects.published()),
            Prefetch("partnership", Partnership.objects.published()),
        )


class Follow(models.Model):
    """One commitment, one partnership, or (neither of them) the register of commitments under the filters in `query`."""

    guid = models.UUIDField(_("GUID"), default=uuid.uuid4, unique=True, editable=False)
    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows", verbose_name=_("follower"))
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("commitment")
    )
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("partnership")
    )
    query = models.CharField(_("filters of the register"), max_length=LONGEST_QUERY, blank=True)
    # Asked for in this language; the address takes it over when its owner confirms, and nobody else can change it.
    language = models.CharField(_("language of the mails"), max_length=2, choices=settings.LANGUAGES)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    told_until = models.DateTimeField(_("told what happened until"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("thing followed")
        verbose_name_plural = _("things followed")
        constraints = [
            models.CheckConstraint(
                condition=Q(commitment__isnull=True, partnership__isnull=True)
                | Q(commitment__isnull=False, partnership__isnull=True, query="")
                | Q(commitment__isnull=True, partnership__isnull=False, query=""),
                name="partnerships_follow_one_thing",
                violation_error_message=_("One thing at a time is followed."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, told_until__isnull=True)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="partnerships_follow_told_once_confirmed",
                violation_error_message=_("Only what is confirmed is told of."),
            ),
            models.UniqueConstraint(
                fields=["follower", "commitment"],
                condition=Q(commitment__isnull=False),
                name="partnerships_follow_commitment_once",
            ),
            models.UniqueConstraint(
                fields=["follower", "partnership"],
                condition=Q(partnership__isnull=False),
                name="partnerships_follow_partnership_once",
            ),
            models.UniqueConstraint(
                fields=["follower", "query"],
                condition=Q(commitment__isnull=True, partnership__isnull=True),
                name="partnerships_follow_register_once",
            ),
        ]

    def __str__(self):
        """Not whose it is: whoever deletes a commitment reads this in the list of what goes with it."""
        return str(self.guid)

    @property
    def is_of_register(self):
        return self.commitment_id is None and self.partnership_id is None
