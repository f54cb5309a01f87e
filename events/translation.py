from modeltranslation.translator import TranslationOptions, register

from events.models import (
    Appearance,
    CallForSessions,
    Event,
    EventTag,
    Material,
    ProposalTag,
    Question,
    ScheduleRelease,
    Session,
    SessionTag,
    Statement,
)
from goals.translation import SdgTagTranslation


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title", "abstract", "track")


@register(Appearance)
class AppearanceTranslation(TranslationOptions):
    fields = ("job_title",)


@register(Statement)
class StatementTranslation(TranslationOptions):
    fields = ("text",)


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ("title",)


@register(ScheduleRelease)
class ScheduleReleaseTranslation(TranslationOptions):
    fields = ("comment",)


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "choices")


@register(CallForSessions)
class CallForSessionsTranslation(TranslationOptions):
    fields = ("text",)


register([EventTag, SessionTag, ProposalTag])(SdgTagTranslation)
