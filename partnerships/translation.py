from modeltranslation.translator import TranslationOptions, register

from goals.translation import SdgTagTranslation
from partnerships.models import Commitment, CommitmentTag, Partnership, PartnershipTag, ProgressReport


@register(Partnership)
class PartnershipTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("title", "description")


@register(ProgressReport)
class ProgressReportTranslation(TranslationOptions):
    fields = ("narrative",)


register([PartnershipTag, CommitmentTag])(SdgTagTranslation)
