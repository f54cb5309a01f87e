from modeltranslation.translator import TranslationOptions, register

from goals.translation import SdgTagTranslation
from partnerships.models import (
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
    fields = ("title", "description")


@register(ProgressReport)
class ProgressReportTranslation(TranslationOptions):
    fields = ("narrative",)


register([PartnershipTag, CommitmentTag])(SdgTagTranslation)
