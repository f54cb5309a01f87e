"""Texts in the reader's language, with a mark where another language had to stand in."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from modeltranslation.utils import resolution_order

from publishing.addresses import full
from publishing.cells import NO_TEXT
from publishing.prose import to_html

register = template.Library()


def spoken(row, field):
    """Return (text, language) of `field` as the active language shows it; ("", None) where no language has it."""
    for language in resolution_order(get_language()):
        if text := getattr(row, f"{field}_{language}", None):
            return text, language
    return "", None


def told(row, field):
    """Return the text that `spoken` returns for what knows no HTML, with "[ru]" behind it where Russian stood in."""
    said, language = spoken(row, field) if row is not None else ("", None)
    written = NO_TEXT.sub(" ", said)
    return written if language in (None, get_language()) else f"{written} [{language}]"


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
def in_full(address):
    """`{{ event.calendar_url|in_full }}`: with scheme and host, to be copied elsewhere."""
    return full(address)


@register.filter
def webcal(address):
    """`{{ event.calendar_url|webcal }}`: an address that a browser gives to the calendar."""
    return "webcal:" + full(address).partition(":")[2]


@register.filter
def as_title(words, site_name):
    """`{% filter as_title:site_name %}…{% endfilter %}`: the title of a page, also for whoever shares it."""
    name = mark_safe(words.strip().replace('"', "&quot;"))  # noqa: S308 - as the template has written it
    return format_html('<title>{} · {}</title>\n  <meta property="og:title" content="{}">', name, site_name, name)


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
