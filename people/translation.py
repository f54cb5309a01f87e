from modeltranslation.translator import TranslationOptions, register

from goals.translation import SdgTagTranslation
from people.models import FocusArea, Group, Membership, Organisation, OrganisationTag, Person


@register([FocusArea, Group])
class VocabularyTranslation(TranslationOptions):
    fields = ("name",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "sort_name", "description")


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = ("name", "sort_name", "biography")


@register(Membership)
class MembershipTranslation(TranslationOptions):
    fields = ("position",)


register(OrganisationTag)(SdgTagTranslation)
