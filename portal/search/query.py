"""Search over everything: `search(text)` for the page and the API.

    results = search(request.GET.get("q", ""), user=request.user, kind=request.GET.get("kind"))
    page = results.page(after=request.GET.get("after"))
    page.hits, page.next        # next: the `after` of the following page, or ""
    results.facets              # [Facet(kind, label, count, is_more)], in the order of the kinds
    results.total               # Count(number, is_more)

A page costs at most four queries and the facets one, however many documents match.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language

from portal.models import SearchDocument
from portal.search import engines
from portal.search.highlight import highlighted, snippet
from portal.search.places import SHELF_BITS, shelf
from portal.search.registry import NO_LANGUAGE, SOURCES
from portal.search.words import wanted_words
from publishing.visibility import may

PAGE_SIZE = 20
TIERS = (True, False)  # first what has all words in its title, then the rest


@dataclass(frozen=True)
class Hit:
    """One result. `title` and `snippet` are safe HTML with <mark>; each is in the language beside it ("" for none)."""

    kind: str
    label: str
    object_id: str
    url: str
    title: str
    title_language: str
    snippet: str
    snippet_language: str
    is_public: bool


@dataclass(frozen=True)
class Page:
    hits: list
    next: str


@dataclass(frozen=True)
class Facet:
    """How many results of a kind there are; `is_more` where counting stopped."""

    kind: str
    label: str
    count: int
    is_more: bool


@dataclass(frozen=True)
class Count:
    number: int
    is_more: bool


def search(text, *, user=None, kind=None, language=None):
    """Return the Results for `text`, a visitor's words as they were typed; nothing in them is ever an error.

    `user` sees the drafts of the models they may view; None sees what is public. `kind` narrows the hits, not the
    facets; an unknown one gives no hits. `language` is that of titles and snippets, the active one by default.
    """
    return Results(wanted_words(text), user=user, kind=kind, language=language or get_language())


def facet_counts(text, user=None):
    """Return the facets of a search alone: one query."""
    return search(text, user=user).facets


class Results:
    """What was found: read as far as it is asked for."""

    def __init__(self, wanted, *, user, kind, language):
        self.wanted = wanted
        self.user = user
        self.kind = kind
        self.language = language

    def page(self, after=None, size=PAGE_SIZE):
        """Return the Page of at most `size` hits that follow `after`; a wrong `after` gives the first page."""
        tier, place = _position(after)
        found = self._places(tier, place, size + 1)
        shown = found[:size]
        following = "{}-{}".format(*shown[-1]) if len(found) > size else ""
        documents = SearchDocument.objects.defer("tokens").in_bulk([place for _tier, place in shown])
        # A document may be gone between the two questions.
        ordered = [documents[place] for _tier, place in shown if place in documents]
        return Page([self._hit(document) for document in self._visible(ordered)], following)

    @cached_property
    def facets(self):
        """A Facet for each kind in which something was found."""
        by_shelf = engines.counts(self.wanted, _shelves(self.user, SOURCES.values())) if self.wanted else {}
        facets = []
        for source in sorted(SOURCES.values(), key=lambda source: source.order):
            number = sum(by_shelf.get(shelf(source.order, is_public=is_public), 0) for is_public in (True, False))
            if number:
                more = number > engines.MOST_COUNTED
                facets.append(Facet(source.kind, _label(source), min(number, engines.MOST_COUNTED), more))
        return facets

    @cached_property
    def total(self):
        """The Count of all results of the chosen kind, or of all kinds; from the facets, without a query of its own."""
        chosen = [facet for facet in self.facets if self.kind in (None, "", facet.kind)]
        return Count(sum(facet.count for facet in chosen), any(facet.is_more for facet in chosen))

    def _places(self, tier, place, limit):
        sources = [source for source in SOURCES.values() if self.kind in (None, "", source.kind)]
        shelves = _shelves(self.user, sources)
        found = []
        for number in range(tier, len(TIERS)) if self.wanted and shelves else ():
            after = place if number == tier else -1
            places = engines.places_of(
                self.wanted, shelves, in_title=TIERS[number], after=after, limit=limit - len(found)
            )
            found += [(number, place) for place in places]
            if len(found) == limit:
                break
        return found

    def _visible(self, documents):
        """Ask the rows themselves, in one query: an index that lags behind must not show what was withdrawn."""
        questions = []
        for kind in {document.kind for document in documents}:
            keys = [document.object_id for document in documents if document.kind == kind]
            rows = SOURCES[kind].model._default_manager.filter(pk__in=keys)
            rows = rows.published() if self.user is None else rows.visible_to(self.user)
            named = rows.order_by().annotate(document_kind=Value(kind), key=Cast("pk", CharField()))
            questions.append(named.values_list("document_kind", "key"))
        visible = set(questions[0].union(*questions[1:], all=True)) if questions else set()
        return [document for document in documents if (document.kind, document.object_id) in visible]

    def _hit(self, document):
        source = SOURCES[document.kind]
        title_language, title = _in_language(document.titles, self.language)
        snippet_language, text = self._best_snippet(document.texts)
        route, arguments, fragment = document.address
        return Hit(
            kind=document.kind,
            label=_label(source, plural=False),
            object_id=document.object_id,
            url=reverse(route, args=arguments) + (f"#{fragment}" if fragment else ""),
            title=highlighted(title, self.wanted),
            title_language=title_language,
            snippet=text,
            snippet_language=snippet_language,
            is_public=document.is_public,
        )

    def _best_snippet(self, texts):
        """The text in the reader's language, unless another has more of the words: then they see why it was found."""
        best = ("", "", -1)
        for language in _preferred(texts, self.language):
            html, words = snippet(texts[language], self.wanted)
            if words > best[2]:
                best = (language, html, words)
            if words == len(self.wanted):
                break
        return best[:2]


def _shelves(user, sources):
    """The shelves of `sources` from which `user` may be shown results."""
    public = {shelf(source.order, is_public=True) for source in sources}
    if user is None:
        return public
    return public | {shelf(source.order, is_public=False) for source in sources if may(user, "view", source.model)}


def _position(after):
    """Return (tier, place) from an `after` like "1-3458764513820540928"; from anything else the beginning."""
    tier, dash, place = (after or "").partition("-")
    if dash and tier in ("0", "1") and place.isascii() and place.isdecimal() and len(place) < 20:
        return int(tier), min(int(place), (1 << SHELF_BITS + 6) - 1)
    return 0, -1


def _preferred(texts, language):
    """The languages of `texts`: the reader's, those it falls back to, and what has no language."""
    fallbacks = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
    order = [language, *fallbacks.get(language, fallbacks["default"]), NO_LANGUAGE]
    return [code for code in order if code in texts]


def _in_language(texts, language):
    """Return (language, text) as the reader's language shows it."""
    return next(((code, texts[code]) for code in _preferred(texts, language)), ("", ""))


def _label(source, plural=True):
    meta = source.model._meta
    return str(meta.verbose_name_plural if plural else meta.verbose_name)
