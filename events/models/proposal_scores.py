"""What staff think of a proposal, each by themselves."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.proposals import OfProposal, Proposal

MOST_POINTS = 5
POINTS = [(number, str(number)) for number in range(MOST_POINTS + 1)]


class ProposalScore(models.Model):
    """The points that one member of staff gives to one proposal: not to their own, nor to one that names them."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="scores", verbose_name=_("proposal"))
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposal_scores", verbose_name=_("scorer")
    )
    points = models.PositiveSmallIntegerField(_("points"), choices=POINTS)
    comment = models.TextField(_("comment"), max_length=2000, blank=True, help_text=_("For the other organisers."))
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = OfProposal.as_manager()

    class Meta:
        verbose_name = _("score of a proposal")
        verbose_name_plural = _("scores of proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "scorer"],
                name="events_proposalscore_one_of_a_scorer",
                violation_error_message=_("You have scored this already."),
            ),
            models.CheckConstraint(
                condition=Q(points__lte=MOST_POINTS),
                name="events_proposalscore_within_the_scale",
                violation_error_message=_("Points go from 0 to 5."),
            ),
        ]

    def __str__(self):
        return f"{self.proposal} · {self.points}"

    def clean(self):
        super().clean()
        self._check_not_own()

    def save(self, *args, **kwargs):
        self._check_not_own()
        super().save(*args, **kwargs)

    def _check_not_own(self):
        if is_own(self.proposal, self.scorer):
            raise ValidationError(_("Nobody scores what they proposed or are named in."), code="own")


def is_own(proposal, user):
    """Tell whether `user` proposed `proposal` or is named in it; nobody (None), as a command is, did neither."""
    if user is None:
        return False
    return proposal.proposer_id == user.pk or proposal.people.filter(email=user.email.lower()).exists()
