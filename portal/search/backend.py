"""The index as publishing.search offers it to every list."""

from django.db.models.expressions import RawSQL

from portal.models import SearchDocument
from portal.search import engines, index
from portal.search.places import shelf
from portal.search.registry import primary_key, source_of
from portal.search.words import Wanted, wanted_words, whole_tokens


class IndexBackend:
    def is_searchable(self, model):
        return source_of(model) is not None

    def matching(self, queryset, text):
        """Narrow `queryset` to rows that match; a text of nothing but marks matches none, an empty one all."""
        if not text.strip():
            return queryset
        source, wanted = _source(queryset.model), wanted_words(text)
        if not wanted:
            return queryset.none()
        shelves = _shelves(source)
        if source.number is primary_key:  # the place says which row it is: no document need be read
            return queryset.filter(pk__in=RawSQL(*engines.matching_numbers(wanted, shelves)))  # noqa: S611
        places = RawSQL(*engines.matching_places(wanted, shelves))  # noqa: S611
        return queryset.filter(pk__in=SearchDocument.objects.filter(pk__in=places).values("object_id"))

    def ranked_keys(self, model, text):
        """Only for a model whose documents are numbered by their keys."""
        wanted, shelves = wanted_words(text), _shelves(_source(model))
        if not wanted:
            return [], [], []
        whole = Wanted((), tuple(whole_tokens(text)))
        return (
            engines.numbers([whole], shelves) if whole.tokens else [],
            engines.numbers(wanted, shelves, in_title=True),
            engines.numbers(wanted, shelves),
        )

    def refresh(self, model, keys):
        index.refresh(_source(model), keys)

    def refresh_around(self, model, keys):
        self.refresh(model, keys)
        index.refresh_dependents(model._meta.label, keys)

    def add(self, model, rows):
        index.add(_source(model), rows)


def _shelves(source):
    return {shelf(source.order, is_public=is_public) for is_public in (True, False)}


def _source(model):
    source = source_of(model)
    if source is None:
        raise LookupError(f"{model._meta.label} is not in the search index: see portal.search.sources.")
    return source
