"""What an event asks for before its programme stands: who may propose what, and until when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, OfEvent
from events.models.sessions import Session
from publishing.code_lists import check_codes
from publishing.moments import check_year
from publishing.wording import LANGUAGE_CODES, Worded

LONGEST = 24 * 60  # minutes of a session
# What can be proposed: nobody proposes a break.
PROPOSABLE = [(kind.value, kind.label) for kind in Session.Kind if kind != Session.Kind.BREAK]


def usual_kinds():
    return [Session.Kind.PANEL, Session.Kind.WORKSHOP, Session.Kind.ROUNDTABLE, Session.Kind.SIDE_EVENT]


def check_kinds(codes):
    """Raise ValidationError unless `codes` names kinds of sessions, each once, and no break."""
    check_codes(codes, Session.Kind, "kinds")
    if not codes or Session.Kind.BREAK in codes:
        raise ValidationError(_("Choose at least one kind of session; nobody proposes a break."), code="kinds")


def check_offered(codes):
    """Raise ValidationError unless `codes` lists languages in which the portal has texts, each once."""
    if not isinstance(codes, list) or not {*codes} <= {*LANGUAGE_CODES} or len({*codes}) < len(codes):
        raise ValidationError(_("Give a list of language codes such as kk, ru, en."), code="languages")


class CallForSessions(Worded):
    """The call of one event. What came in answer to it keeps it from being deleted."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="call", verbose_name=_("event"))
    text = models.TextField(_("what is asked for"), blank=True, help_text=_("For everybody, in Markdown."))
    opens_at = models.DateTimeField(_("opens at"), validators=[check_year])
    closes_at = models.DateTimeField(_("closes at"), validators=[check_year])
    kinds = models.JSONField(_("kinds of sessions"), default=usual_kinds, validators=[check_kinds])
    languages = models.JSONField(
        _("languages"), default=list, blank=True, validators=[check_offered], help_text=_("None chosen: any.")
    )
    longest = models.PositiveSmallIntegerField(
        _("longest, in minutes"), default=90, validators=[MinValueValidator(5), MaxValueValidator(LONGEST)]
    )
    most_proposals = models.PositiveSmallIntegerField(
        _("proposals of one person"), default=3, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    names_people = models.BooleanField(
        _("people may be named"), default=True, help_text=_("Each of them is asked by mail whether they agree.")
    )

    worded_fields = ("text",)

    objects = OfEvent.as_manager()

    class Meta:
        verbose_name = _("call for sessions")
        verbose_name_plural = _("calls for sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="events_callforsessions_closes_after_it_opens",
                violation_error_message=_("A call must close after it opens."),
            )
        ]

    def __str__(self):
        return str(self.event)

    def phase(self, at):
        """Return "soon", "open" or "closed" as at the moment `at`; an event that is off or over takes no proposals."""
        event = self.event
        if event.event_status == Event.EventStatus.CANCELLED or at >= min(self.closes_at, event.ends_at):
            return "closed"
        return "soon" if at < self.opens_at else "open"

    def next_change(self, at):
        """Return the next moment after `at` at which the phase may be another one, or None."""
        return min((moment for moment in (self.opens_at, self.closes_at) if moment > at), default=None)

    def offered_kinds(self):
        """Return [(value, label)] of the kinds that may be proposed."""
        return [(value, label) for value, label in PROPOSABLE if value in self.kinds]

    def offered_languages(self):
        """Return [(code, name)] of the languages in which one may propose."""
        return [(code, name) for code, name in settings.LANGUAGES if not self.languages or code in self.languages]
