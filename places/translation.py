from modeltranslation.translator import TranslationOptions, register

from places.models import Place, Region, Room


@register([Region, Room])
class NamedTranslation(TranslationOptions):
    fields = ("name",)


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name", "locality")
