"""What every page knows: the portal's name, its languages, and its own address in each of them."""

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

from publishing.templatetags.content import page_language

# What Open Graph calls our languages: with the country that it knows each of them from.
LOCALES = {"kk": "kk_KZ", "ky": "ky_KG", "tg": "tg_TJ", "tk": "tk_TM", "uz": "uz_UZ", "ru": "ru_RU", "en": "en_GB"}


def site(request):
    """Return the context of templates/base.html; makes no query."""
    active = get_language()
    address = settings.SITE_URL + request.path
    languages = [language(request, code, active) for code, _name in settings.LANGUAGES]
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "interface_language": page_language(),
        "interface_falls_back": active not in settings.INTERFACE_LANGUAGES,
        "canonical_url": address,
        "languages": languages,
        "open_graph_locale": LOCALES[active],
        "open_graph_alternates": [LOCALES[code] for code in settings.INTERFACE_LANGUAGES if code != active],
        "alternates": [alternate(request, code) for code in settings.INTERFACE_LANGUAGES],
    }


def alternate(request, code):
    """Return {code, url} of this page in a language, in full and without a query, as search engines ask."""
    return {"code": code, "url": settings.SITE_URL + translate_url(request.path, code)}


def language(request, code, active):
    """Return {code, name_local, name, url, is_current} of a language, `url` being this page in it."""
    info = get_language_info(code)
    return {
        "code": code,
        "name_local": info["name_local"].capitalize(),
        "name": info["name_translated"],
        "url": translate_url(request.get_full_path(), code),
        "is_current": code == active,
    }
