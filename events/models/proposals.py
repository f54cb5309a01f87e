"""What somebody proposes for the programme of an event, from the first draft to the decision."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Avg, Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models.calls import PROPOSABLE, CallForSessions, check_offered
from events.models.registrations import new_code
from events.models.sessions import Session
from goals.models import SdgTag, SdgTagQuerySet, tag_constraints
from publishing.visibility import VisibleQuerySet, may


class ProposalQuerySet(VisibleQuerySet):
    def published(self):
        """A proposal is between whoever wrote it and the organisers; what becomes of it is a session."""
        return self.none()

    def visible_to(self, user):
        """What was handed in, for staff allowed to view proposals; a draft is for its writer alone."""
        return super().visible_to(user).exclude(state=Proposal.State.DRAFT)

    def of(self, user):
        """What `user` wrote, for their own pages."""
        return self.filter(proposer=user, purged_at=None)

    def counting(self):
        """Those that count towards what one person may propose."""
        return self.exclude(state=Proposal.State.WITHDRAWN)

    def untold(self):
        """Decided, and their proposers do not know yet."""
        return self.filter(state__in=Proposal.DECIDED, told_at=None, purged_at=None)

    def with_scores(self, user):
        """With `mean`, `lowest` and `highest` of the points (None without any), and `scored`: how many gave some.

        The points are None too where `user` has given none: who judges by themselves does not know what others think.
        Whoever may decide sees them all.
        """
        scores = self.model.scores.rel.related_model.objects.filter(proposal=OuterRef("pk")).order_by()
        shown = scores if may(user, "change", self.model) else scores.filter(proposal__scores__scorer=user.pk)

        def of(rows, aggregate):
            return Subquery(rows.values("proposal").annotate(told=aggregate).values("told"))

        return self.annotate(
            mean=of(shown, Avg("points")),
            lowest=of(shown, Min("points")),
            highest=of(shown, Max("points")),
            scored=Coalesce(of(scores, Count("pk")), 0),
        )

    def due_for_purging(self, at):
        """Those whose personal data has served: the event is over for as long as the settings say."""
        before = at - timedelta(days=settings.PARTICIPANT_DATA_DAYS)
        return self.filter(purged_at=None, call__event__ends_at__lt=before)


class Proposal(models.Model):
    """One proposal in answer to a call. Accepted, it has a session; the words of the session are its own from then on."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    DECIDED = (State.ACCEPTED, State.DECLINED)

    code = models.CharField(_("code"), max_length=8, default=new_code, unique=True, editable=False)
    call = models.ForeignKey(CallForSessions, models.PROTECT, related_name="proposals", verbose_name=_("call"))
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,  # whoever deleted their account
        related_name="proposals",
        verbose_name=_("proposer"),
    )
    mail_language = models.CharField(_("language of the mails"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=300, blank=True)
    abstract = models.TextField(_("abstract"), max_length=4000, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PROPOSABLE)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MinValueValidator(5)])
    interpretation = models.JSONField(
        _("interpretation needed into"), default=list, blank=True, validators=[check_offered]
    )
    access_needs = models.TextField(_("access needs"), max_length=1000, blank=True)
    technical_needs = models.TextField(_("technical needs"), max_length=1000, blank=True)
    notes = models.TextField(_("notes to the organisers"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    # [[what stands for an address, when], …]: the mails of the last day to those whom it names
    asked = models.JSONField(_("asked at"), default=list, blank=True, editable=False)
    decision = models.TextField(_("text to the proposer"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    told_at = models.DateTimeField(_("proposer told at"), null=True, blank=True, editable=False)
    session = models.OneToOneField(
        Session, models.SET_NULL, null=True, blank=True, related_name="proposal", verbose_name=_("session")
    )
    purged_at = models.DateTimeField(_("personal data deleted at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True, db_index=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["call", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="events_proposal_submitted_at_a_moment",
                violation_error_message=_("What is no draft was submitted at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "declined"], decided_at__isnull=False)
                | (~Q(state__in=["accepted", "declined"]) & Q(decided_at__isnull=True, told_at__isnull=True)),
                name="events_proposal_decided_at_a_moment",
                violation_error_message=_("What is decided was so at a moment, and of nothing else is anybody told."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decision="") | Q(purged_at__isnull=False),
                name="events_proposal_declined_with_a_text",
                violation_error_message=_("Say to the proposer why it is declined."),
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposer")),
                name="events_proposal_not_decided_by_its_proposer",
                violation_error_message=_("Nobody decides on what they proposed themselves."),
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True) | Q(state__in=["accepted", "withdrawn"]),
                name="events_proposal_session_once_accepted",
                violation_error_message=_("Only what is accepted has a session."),
            ),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=False) | ~Q(title=""),
                name="events_proposal_has_a_title",
                violation_error_message=_("A proposal has a title."),
            ),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=True)
                | Q(
                    title="",
                    abstract="",
                    access_needs="",
                    technical_needs="",
                    notes="",
                    decision="",
                    proposer__isnull=True,
                ),
                name="events_proposal_purged_says_nothing",
                violation_error_message=_("Personal data has been deleted."),
            ),
        ]

    def __str__(self):
        """The code alone: this stands in the audit trail, where no word of a proposal may."""
        return self.code

    def clean(self):
        super().clean()
        required = ["title"] if self.state == self.State.DRAFT else ["title", "abstract"]
        problems = {name: _("This is needed.") for name in required if not getattr(self, name) and not self.purged_at}
        if problems:
            raise ValidationError(problems)

    def save(self, *args, **kwargs):
        """Hold the call while counting and saving: never more of one person than it takes, whoever saves."""
        if not self._state.adding:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            CallForSessions.objects.select_for_update(no_key=True).get(pk=self.call_id)
            self._check_number()
            return super().save(*args, **kwargs)

    def may_be_changed(self, at):
        """Tell whether its proposer may change it at the moment `at`; that it is decided does not show before it is told."""
        return self.may_be_withdrawn and self.call.phase(at) == "open"

    @property
    def may_be_withdrawn(self):
        return self.shown_state in (self.State.DRAFT, self.State.SUBMITTED)

    @property
    def shown_state(self):
        """The state as its proposer knows it: a decision counts once they were told."""
        return self.State.SUBMITTED if self.state in self.DECIDED and not self.told_at else self.State(self.state)

    def check_fits_the_call(self):
        """Raise ValidationError for what the call does not take. It holds for what is written, not for what was: staff may
        change what they ask for."""
        found = {}
        if self.kind not in dict(self.call.offered_kinds()):
            found["kind"] = _("This kind of session is not asked for.")
        if self.language not in dict(self.call.offered_languages()):
            found["language"] = _("Choose one of the languages of the call.")
        if self.minutes and self.minutes > self.call.longest:
            longest = self.call.longest
            found["minutes"] = ngettext("At most %d minute.", "At most %d minutes.", longest) % longest
        if found:
            raise ValidationError(found)

    def _check_number(self):
        if not self._state.adding or self.proposer_id is None:
            return
        most = self.call.most_proposals
        if self.call.proposals.counting().filter(proposer=self.proposer_id).count() >= most:
            message = ngettext(
                "One person proposes at most %d session here.", "One person proposes at most %d sessions here.", most
            )
            raise ValidationError(message % most, code="too_many")


class OfProposal(VisibleQuerySet):
    """Rows that belong to a proposal: for those who may see it."""

    def published(self):
        return self.none()

    def visible_to(self, user):
        return self.all() if may(user, "view", Proposal) else self.none()


class ProposalTagQuerySet(OfProposal, SdgTagQuerySet):
    pass


class ProposalTag(SdgTag):
    """A goal that the proposed session is about."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="tags", verbose_name=_("proposal"))

    objects = ProposalTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal of the proposal")
        verbose_name_plural = _("goals of the proposal")
        constraints = tag_constraints("proposal")
