"""What an organiser asks of whoever registers, in several languages, and what was answered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, OfEvent
from events.models.registrations import OfRegistration, Registration
from publishing.templatetags.content import spoken
from publishing.wording import Worded, languages_with

YES, NO = "yes", "no"


class QuestionQuerySet(OfEvent):
    def in_order(self):
        return self.order_by("position", "pk")


class Question(Worded):
    """A question of the organiser's own. Answers are personal data and go with the registration."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        CHOICE = "choice", _("One of several")
        YES_NO = "yes_no", _("Yes or no")

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions", verbose_name=_("event"))
    text = models.CharField(_("question"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.TEXT)
    choices = models.TextField(
        _("choices"), blank=True, help_text=_("One in each line, in the same order in every language.")
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    worded_fields = ("text",)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to participants")
        verbose_name_plural = _("questions to participants")

    def __str__(self):
        return self.text or gettext("Question")

    def clean(self):
        super().clean()
        numbers = {len(self.lines_in(language)) for language in languages_with(self, "choices")}
        if self.kind == self.Kind.CHOICE and (len(numbers) != 1 or min(numbers) < 2):
            message = _("Give at least two choices, one in each line, and as many in every language.")
            raise ValidationError({f"choices_{(languages_with(self, 'choices') or ['en'])[0]}": message})

    def lines_in(self, language):
        """Return the choices as they are written in one language."""
        return [line.strip() for line in (getattr(self, f"choices_{language}") or "").splitlines() if line.strip()]

    def options(self):
        """Return [(value, label)]: the value is the same whatever the reader's language, the label is in that one."""
        if self.kind == self.Kind.YES_NO:
            return [(YES, gettext("Yes")), (NO, gettext("No"))]
        written = languages_with(self, "choices")
        if self.kind == self.Kind.TEXT or not written:
            return []
        return list(zip(self.lines_in(written[0]), self.lines_in(spoken(self, "choices")[1]), strict=False))

    def label_of(self, value):
        """Return `value`, an answer, in the reader's language. A choice is known by its line in any language."""
        if self.kind == self.Kind.YES_NO:
            return dict(self.options()).get(value, value)
        shown = [label for _value, label in self.options()]
        for language in languages_with(self, "choices"):
            lines = self.lines_in(language)
            if value in lines and lines.index(value) < len(shown):
                return shown[lines.index(value)]
        return value

    def check_answer(self, value):
        """Raise ValidationError unless `value`, a text, can be an answer."""
        if self.is_required and not value:
            raise ValidationError(_("This question must be answered."), code="required")
        if value and self.kind != self.Kind.TEXT and value not in dict(self.options()):
            raise ValidationError(_("This is none of the choices."), code="invalid_choice")


class Answer(models.Model):
    """What somebody who registered said to a question: a text, one of its values, yes or no."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    text = models.TextField(_("answer"), max_length=1000)

    objects = OfRegistration.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="events_answer_once_to_a_question")
        ]

    def __str__(self):
        """No word of the answer: this stands in the audit trail."""
        return f"{self.registration} · {self.question_id}"

    def clean(self):
        super().clean()
        self.question.check_answer(self.text)

    @property
    def shown(self):
        return self.question.label_of(self.text)
