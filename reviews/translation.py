from modeltranslation.translator import TranslationOptions, register

from goals.translation import SdgTagTranslation
from reviews.models import Contribution, ContributionTag, NationalReview, NationalReviewTag, ReviewDocument


@register(NationalReview)
class NationalReviewTranslation(TranslationOptions):
    fields = ("summary",)


@register(ReviewDocument)
class ReviewDocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Contribution)
class ContributionTranslation(TranslationOptions):
    fields = ("text",)


register([NationalReviewTag, ContributionTag])(SdgTagTranslation)
