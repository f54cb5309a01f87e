"""Searching in any list, page, API or admin: `matching(queryset, text)`.

The index belongs to portal, at the top of the import line, where no list can reach. So portal hands its backend down
here when the apps are ready: an object with `is_searchable(model)`, `matching(queryset, text)`, `ranked_keys(model, text)`,
`refresh(model, keys)`, `refresh_around(model, keys)` and `add(model, rows)`.
"""

import django_filters
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

_registered = []


def register_backend(backend):
    """Make `backend` the one that all searches use; the last one registered counts."""
    _registered[:] = [backend]


def _backend():
    if not _registered:
        raise ImproperlyConfigured("No search backend: is portal in INSTALLED_APPS?")
    return _registered[0]


def is_searchable(model):
    """Tell whether rows of `model` are in the index."""
    return _backend().is_searchable(model)


def matching(queryset, text):
    """Narrow `queryset` to the rows in which all words of `text` occur, in any spelling; its order stays as it is.

    Whom the rows may be shown to is for the queryset to say, by `visible_to(user)`: drafts are in the index as well.
    Raises LookupError when rows of that model are not in the index.
    """
    return _backend().matching(queryset, text)


def ranked_keys(model, text):
    """Return three lists of primary keys, whole numbers, of rows of `model`, drafts among them: of those one of whose names
    is `text`, those with all its words in their names, and all that match.

    For whoever works with keys and sees to visibility itself.
    """
    return _backend().ranked_keys(model, text)


def refresh(model, keys):
    """Index the rows of `model` with these primary keys anew: after a bulk write, which sends no signals."""
    _backend().refresh(model, keys)


def refresh_around(model, keys):
    """Index these rows anew, and whatever shows them or hangs on them: after a bulk write that gave them others' rows."""
    _backend().refresh_around(model, keys)


def add(model, rows):
    """Index new, public rows of `model` from memory: a third of the time of `refresh`, which reads them again.

    `rows` are instances with all that their documents show at hand, or whatever has the same attributes.
    """
    _backend().add(model, rows)


class SearchField(forms.CharField):
    """Whatever is typed is text to be looked for; portal.search.words says what is read of it."""

    def to_python(self, value):
        return super().to_python(value).replace("\x00", " ").strip()


class SearchFilter(django_filters.CharFilter):
    """`q = SearchFilter()` in a FilterSet: the box above a list, and `?q=` of the API."""

    field_class = SearchField

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Search"))
        super().__init__(**kwargs)

    def filter(self, queryset, value):
        return matching(queryset, value) if value else queryset


class IndexedSearchMixin:
    """For a ModelAdmin: search, and autocomplete, through the index. Needs a `search_fields` for the box to appear."""

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip() or not is_searchable(queryset.model):
            return super().get_search_results(request, queryset, search_term)
        return matching(queryset, search_term), False
