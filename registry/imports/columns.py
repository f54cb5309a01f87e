"""Which column holds what, by its heading in Kazakh, Russian or English."""

import re
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from people import columns as own
from people.columns import DESCRIPTIONS
from people.columns import NAMES as NAME_FIELDS
from publishing.folding import fold
from registry.imports.problems import Problem

# What a column may be: its label, and the headings it is known by. Every word of a heading here must begin a word of the
# heading in the file; where several fields fit, the one with more words wins.
NAMES = {
    "kk": ["қазақша атауы", "атауы", "ұйымның атауы", "наименование казахском", "название казахском", "name kazakh"],
    "ru": [
        "наименование",
        "название",
        "наименование организации",
        "наименование русском",
        "орысша атауы",
        "name russian",
    ],
    "en": ["name", "name english", "organisation", "organization", "название английском", "ағылшынша атауы"],
    "ky": ["кыргызча аталышы", "аталышы", "наименование кыргызском", "name kyrgyz"],
    "tg": ["номи тоҷикӣ", "наименование таджикском", "name tajik"],
    "tk": ["türkmençe ady", "наименование туркменском", "name turkmen"],
    "uz": ["nomi", "наименование узбекском", "name uzbek"],
}
SYNONYMS = {
    "identifier": [
        "бин",
        "бсн",
        "инн",
        "жсн",
        "оквэд инн",
        "окпо",
        "ктут",
        "bin",
        "tin",
        "stir",
        "identifier",
        "reg number",
    ],
    "key": ["key", "id", "код", "номер записи"],
    "guid": ["guid"],
    "acronym": ["acronym", "сокращение", "аббревиатура", "қысқаша атауы", "сокращенное наименование"],
    "former_name": ["former name", "прежнее наименование", "бұрынғы атауы"],
    "alias": ["alias", "also known as", "другое наименование"],
    "transliteration": ["transliteration", "транслитерация"],
    "legal_form": ["legal form", "организационно-правовая форма", "правовая форма", "опф", "құқықтық нысаны"],
    "kind": ["kind", "type", "тип организации", "вид", "ұйымның түрі"],
    "country": ["country", "страна", "ел", "өлкө", "давлат", "кишвар"],
    "region": ["region", "регион", "область", "өңір", "облыс", "аймақ", "viloyat", "вилоят"],
    "regions": ["regions", "регионы деятельности", "регионы работы", "қызмет өңірлері"],
    "address": ["address", "адрес", "юридический адрес", "мекенжай", "заңды мекенжайы", "дарек", "manzil"],
    "founded_on": ["founded", "founded on", "дата регистрации", "дата создания", "тіркелген күні", "registration date"],
    "status": ["status", "статус", "состояние", "мәртебесі", "жағдайы", "абалы"],
    "website": ["website", "сайт", "веб-сайт", "site", "url"],
    "telephone": ["telephone", "phone", "телефон", "контактный телефон", "байланыс телефоны", "telefon"],
    "email": ["email", "e-mail", "почта", "электронная почта", "электрондық пошта"],
    "goals": ["goals", "sdg", "цели", "цур", "тдм", "мақсаттар"],
    "targets": ["targets", "задачи цур"],
    "focus_areas": [
        "focus areas",
        "сфера деятельности",
        "направления деятельности",
        "направление",
        "область деятельности",
        "вид деятельности",
        "қызмет саласы",
    ],
    "groups": ["groups", "целевые группы", "группы", "нысаналы топтар"],
    "description": ["description", "описание", "сипаттамасы"],
}  # fmt: skip
LABELS = {
    "key": _("key in the source"),
    "other_identifiers": _("other identifiers"),  # no column of its own: the further ones in the cell of the first
}
# What nobody should take for a field: the number of members is no registration number.
NEVER = ["количество", "саны", "number of", "№", "п/п", "р/с", "руководитель", "басшысы"]
FIELDS = [*(field for field in SYNONYMS if field != "description"), *NAME_FIELDS, *DESCRIPTIONS]
CLOSE = 4  # letters that two forms of one word share: регион, региона


@cache
def words_of(text):
    """Return the folded words of a heading as a tuple."""
    return tuple(filter(None, map(fold, re.findall(r"[^\W_]+|№", text))))


@cache
def known():
    """Return [(field, words)] of every heading that is known, those with more words first."""
    phrases = [(field, phrase) for field, synonyms in SYNONYMS.items() for phrase in synonyms]
    phrases += [(f"name_{code}", phrase) for code, synonyms in NAMES.items() for phrase in synonyms]
    phrases += [(field, field.replace("_", " ")) for field in FIELDS]
    found = [(_in_russian(field), words_of(phrase)) for field, phrase in phrases]
    return sorted(found, key=lambda one: -len(one[1]))


def _in_russian(field):
    """A description without a language is taken for Russian, the language in which registers describe."""
    return "description_ru" if field == "description" else field


@cache
def exported():
    """Return {heading: field} of our own exports, in every language that they are made in."""
    found = {}
    for language in settings.LANGUAGES:
        with override(language[0]):
            found |= {str(own.label_of(field)).casefold(): field for field in own.EXPORTED}
    return found


def field_of(heading):
    """Return the field that `heading` stands for, or None."""
    if heading.casefold() in exported():
        return exported()[heading.casefold()]
    words = words_of(heading.casefold())
    if not words or any(begins(words, words_of(never)) for never in NEVER):
        return None
    exact = next((field for field, phrase in known() if phrase == words), None)
    return exact or next((field for field, phrase in known() if begins(words, phrase)), None)


def begins(words, phrase):
    """Tell whether each word of `phrase` is, in some form, among `words`."""
    return all(any(is_form(word, wanted) for word in words) for wanted in phrase)


def is_form(word, wanted):
    return word == wanted or (len(wanted) >= CLOSE and word.startswith(wanted[: max(CLOSE, len(wanted) - 2)]))


def recognised(headings):
    """Return how many of `headings` stand for a field; by this the row of headings is found."""
    return len({field_of(heading) for heading in headings if heading} - {None})


def guess(headings, remembered=None):
    """Return {field: heading} for the columns of a file: as `remembered` from the same source, else by their headings."""
    mapping = {field: heading for field, heading in (remembered or {}).items() if heading in headings}
    for heading in dict.fromkeys(headings):
        field = field_of(heading) if heading and heading not in mapping.values() else None
        if field:
            mapping.setdefault(field, heading)
    return mapping


def check(mapping, headings):
    """Return the Problems of a choice of columns, none where it can be used."""
    problems = [Problem("unknown_field", "", {"value": field}) for field in mapping if field not in FIELDS]
    problems += [Problem("no_such_column", heading) for heading in mapping.values() if heading not in headings]
    chosen = list(mapping.values())
    problems += [Problem("column_twice", heading) for heading in dict.fromkeys(chosen) if chosen.count(heading) > 1]
    if not any(field in mapping for field in NAME_FIELDS):
        problems.append(Problem("no_name_column"))
    return problems


def label_of(name):
    """Return what a field is called: "region", "name (Kazakh)"."""
    return LABELS.get(name) or own.label_of(name)
