from modeltranslation.translator import TranslationOptions, register

from goals.translation import SdgTagTranslation
from partnerships.models import (
    Assessment,
    Commitment,
    CommitmentTag,
    Partnership,
    PartnershipDocument,
    PartnershipTag,
    ProgressReport,
)


@register(Partnership)
class PartnershipTranslation(TranslationOptions):
    fields = ("title", "summary", "one_sided_because")


@register(PartnershipDocument)
class PartnershipDocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("title", "description", "unmeasurable_because")


@register(ProgressReport)
class ProgressReportTranslation(TranslationOptions):
    fields = ("narrative",)


@register(Assessment)
class AssessmentTranslation(TranslationOptions):
    fields = ("note",)


register([PartnershipTag, CommitmentTag])(SdgTagTranslation)
