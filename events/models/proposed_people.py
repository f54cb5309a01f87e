"""Whom a proposal names. To be named by somebody is not to agree: each answers by a link of their own."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.appearances import Appearance
from events.models.proposals import OfProposal, Proposal
from people.models import Organisation, Person

MOST_PEOPLE = 10  # of one proposal; each gets a mail


class ProposedPersonQuerySet(OfProposal):
    def in_order(self):
        return self.order_by("position", "pk")

    def unasked(self):
        return self.filter(asked_at=None)

    def ask_anew(self):
        """Forget the answers of all of them: they were to other words."""
        for person in self:
            person.forget_answer()
            person.save(update_fields=ProposedPerson.ANSWER)


class ProposedPerson(models.Model):
    """Somebody named in a proposal, as the proposer wrote it; what they agreed to is what stood there then."""

    class Consent(models.TextChoices):
        WAITING = "waiting", _("No answer yet")
        GIVEN = "given", pgettext_lazy("to be named", "Agreed")
        REFUSED = "refused", pgettext_lazy("to be named", "Refused")

    # What the answer is about: other words need another answer.
    ASKED_ABOUT = ("name", "organisation_name", "job_title", "email", "role")
    ANSWER = ("guid", "consent", "asked_at", "answered_at")

    guid = models.UUIDField(_("GUID"), default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="people", verbose_name=_("proposal"))
    name = models.CharField(_("name"), max_length=150)
    organisation_name = models.CharField(_("organisation"), max_length=150, blank=True)
    job_title = models.CharField(_("job title"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=12, choices=Appearance.Role.choices, default=Appearance.Role.SPEAKER)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    knows = models.BooleanField(_("knows of being named"), default=False)
    consent = models.CharField(
        _("consent"), max_length=7, choices=Consent.choices, default=Consent.WAITING, editable=False
    )
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposed_people",
        verbose_name=_("organisation in the portal"),
    )
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposed_as",
        verbose_name=_("person in the portal"),
        help_text=_("Empty: accepting the proposal adds a new person."),
    )
    status_by_answer = models.CharField(
        _("status"), max_length=9, choices=Appearance.Status.choices, blank=True, editable=False
    )
    is_new_person = models.BooleanField(_("added by accepting"), default=False, editable=False)

    objects = ProposedPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed person")
        verbose_name_plural = _("proposed people")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "email"],
                name="events_proposedperson_once",
                violation_error_message=_("Somebody with this address is named already."),
            ),
            models.CheckConstraint(
                condition=Q(knows=True),
                name="events_proposedperson_knows_of_it",
                violation_error_message=_("Name nobody who does not know of it: ask them first."),
            ),
            models.CheckConstraint(
                condition=Q(consent="waiting", answered_at__isnull=True)
                | (~Q(consent="waiting") & Q(answered_at__isnull=False)),
                name="events_proposedperson_answered_at_a_moment",
                violation_error_message=_("An answer was given at a moment."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self.email = self.email.lower()
        others = self.proposal.people.exclude(pk=self.pk) if self.proposal_id else None
        if others is not None and others.count() >= MOST_PEOPLE:
            raise ValidationError(_("At most %(most)d people are named.") % {"most": MOST_PEOPLE}, code="too_many")

    def save(self, *args, update_fields=None, **kwargs):
        """Forget the answer to other words, and with it the link that was sent for them."""
        self.email = self.email.lower()
        saved = self.ASKED_ABOUT if update_fields is None else {*self.ASKED_ABOUT} & {*update_fields}
        stored = type(self).objects.filter(pk=self.pk).values(*saved).first() if saved else None
        if stored and any(stored[name] != getattr(self, name) for name in saved):
            self.forget_answer()
            update_fields = update_fields and {*update_fields, *self.ANSWER}
        super().save(*args, update_fields=update_fields, **kwargs)

    def forget_answer(self):
        """Be somebody who was not asked yet, by another link."""
        self.guid, self.consent = uuid.uuid4(), self.Consent.WAITING
        self.asked_at = self.answered_at = None

    @property
    def has_agreed(self):
        return self.consent == self.Consent.GIVEN

    @property
    def has_refused(self):
        return self.consent == self.Consent.REFUSED

    @property
    def affiliation(self):
        """Job title and organisation in a line, as they are shown."""
        return ", ".join(filter(None, [self.job_title, self.organisation_name]))
