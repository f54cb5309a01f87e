from modeltranslation.translator import TranslationOptions, register

from goals.translation import SdgTagTranslation
from knowledge.models import Resource, ResourceTag, Story, StoryTag


@register(Resource)
class ResourceTranslation(TranslationOptions):
    fields = (
        "title",
        "summary",
        "body",
        "challenge",
        "actions_taken",
        "results",
        "enabling_factors",
        "constraints_met",
        "how_to_replicate",
    )


@register(Story)
class StoryTranslation(TranslationOptions):
    fields = ("title", "lead", "body")


register([ResourceTag, StoryTag])(SdgTagTranslation)
