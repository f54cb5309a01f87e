"""Countries and languages: the five this portal serves, and the names of any in the reader's language."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language

from publishing.code_lists import check_codes

# Where Babel's data (CLDR) differs from what the countries call themselves, or mixes forms.
COUNTRY_NAMES = {("ru", "KG"): "Кыргызстан"}
LANGUAGE_NAMES = {
    ("ru", "ky"): "кыргызский",
    ("uz", "tg"): "tojikcha",
    ("uz", "tk"): "turkmancha",
    ("uz", "uz"): "oʻzbekcha",
}
# Asked in this order where the wanted language has no name for something.
FALLBACK_LANGUAGES = ("ru", "en")


@cache
def _locale(language):
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _name(kind, overrides, code, language):
    """Return the name of `code` in the first language that has one: the wanted, the active, Russian, English."""
    # While management commands write migrations no language is active; those must not depend on who runs them.
    wanted = language or get_language() or "en"
    for candidate in (wanted, *FALLBACK_LANGUAGES):
        names = getattr(_locale(candidate), kind, {})
        if name := overrides.get((candidate, code)) or names.get(code):
            return name
    return code


def country_name(code, language=None):
    """Return the name of a country.

    `code` is its ISO 3166-1 alpha-2 code; `language` an ISO 639-1 code, by default the active language. A code that
    nobody knows is returned as it is.
    """
    return _name("territories", COUNTRY_NAMES, code, language)


def language_name(code, language=None):
    """Return the name of the language `code` (ISO 639-1), in `language` or the active one: "казахский", "Kazakh".

    Its capital follows the custom of the language it is written in. An unknown code is returned as it is.
    """
    return _name("languages", LANGUAGE_NAMES, code, language)


def official_languages(country):
    """Return the codes (ISO 639-1) of the official languages of `country` (ISO 3166-1 alpha-2), as Babel's data (CLDR) has
    them, de facto ones included: Kazakh and Russian for "KZ"."""
    return [code for code in get_official_languages(country, de_facto=True) if "_" not in code]


_lazy_country_name = lazy(country_name, str)


class Country(models.TextChoices):
    """The five countries of Central Asia, ISO 3166-1 alpha-2, named in the active language."""

    KAZAKHSTAN = "KZ", _lazy_country_name("KZ")
    KYRGYZSTAN = "KG", _lazy_country_name("KG")
    TAJIKISTAN = "TJ", _lazy_country_name("TJ")
    TURKMENISTAN = "TM", _lazy_country_name("TM")
    UZBEKISTAN = "UZ", _lazy_country_name("UZ")


def check_countries(codes):
    """Raise ValidationError unless `codes` is a list of codes of the five countries, each at most once."""
    check_codes(codes, Country, "countries")
