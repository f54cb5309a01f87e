from modeltranslation.translator import TranslationOptions, register

from goals.models import Goal, Indicator, Target


@register([Goal, Target, Indicator])
class TitleTranslation(TranslationOptions):
    fields = ("title",)


class SdgTagTranslation(TranslationOptions):
    """For the subclasses of SdgTag: `register(EventTag)(SdgTagTranslation)` in their app's translation.py."""

    fields = ("why",)
