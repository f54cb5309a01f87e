"""Texts in the reader's language, with a mark where another language had to stand in."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from modeltranslation.utils import resolution_order

from publishing.prose import to_html

register = template.Library()


def spoken(row, field):
    """Return (text, language) of `field` as the active language shows it; ("", None) where no language has it."""
    for language in resolution_order(get_language()):
        if text := getattr(row, f"{field}_{language}", None):
            return text, language
    return "", None


def page_language():
    """The language of the words around: the active one, or what stands in while it has no finished interface."""
    active = get_language()
    return active if active in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE


def stand_in(language):
    """A visible mark that a text is shown in `language`, or nothing when that is what the reader asked for."""
    if language == get_language():
        return ""
    name = get_language_info(language)["name_translated"]
    told = _("shown in %(language)s") % {"language": name}
    return format_html(' <abbr class="fallback" title="{}" lang="{}">{}</abbr>', told, page_language(), language)


def shown(said, language):
    """Return the text `said` in `language`, in a span that names the language where that is not the page's."""
    if language is None or language == get_language() == page_language():
        return said
    return format_html('<span lang="{}">{}</span>{}', language, said, stand_in(language))


@register.filter
def text(row, field):
    """`{{ event|text:"title" }}`: the text, in a span that names its language where that is not the page's."""
    return shown(*spoken(row, field)) if row is not None else ""


@register.filter
def plain(row, field):
    """`{{ event|plain:"title" }}`: the text alone, for titles, attributes and feeds."""
    return spoken(row, field)[0] if row is not None else ""


@register.filter
def prose(row, field):
    """`{{ story|prose:"body" }}`: Markdown as clean HTML, in an element that names its language."""
    said, language = spoken(row, field)
    if language is None:
        return ""
    html = mark_safe(to_html(said))  # noqa: S308 - cleaned by nh3 in to_html
    mark = stand_in(language)
    note = format_html('<p class="fallback-note">{}</p>', mark) if mark else ""
    return format_html('<div class="prose" lang="{}">{}{}</div>', language, note, html)
