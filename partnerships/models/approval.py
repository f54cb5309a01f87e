from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.commitments import OfCommitment
from publishing.wording import Worded


class ApprovedQuerySet(OfCommitment):
    def published(self):
        """Only what staff approved."""
        return super().published().filter(state=Approvable.State.APPROVED)


class Approvable(Worded):
    """What is said of how far a commitment came, by its owner or by others: prepared as a draft, shown once approved."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")

    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT, db_index=True)
    return_reason = models.TextField(_("reason for returning"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="%(app_label)s_%(class)s_returned_with_a_reason",
                violation_error_message=_("Say why it is returned."),
            )
        ]
