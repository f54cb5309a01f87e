"""The index as publishing.search offers it to every list."""

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from portal.models import SearchDocument
from portal.search import engines, index
from portal.search.registry import source_of
from portal.search.words import wanted_words


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
        places = RawSQL(*engines.subquery(wanted))  # noqa: S611
        documents = SearchDocument.objects.filter(kind=source.kind, pk__in=places)
        if source.model._meta.pk.get_internal_type() == "CharField":
            return queryset.filter(pk__in=documents.values("object_id"))
        return queryset.filter(pk__in=documents.values(key=Cast("object_id", BigIntegerField())))

    def refresh(self, model, keys):
        index.refresh(_source(model), keys)


def _source(model):
    source = source_of(model)
    if source is None:
        raise LookupError(f"{model._meta.label} is not in the search index: see portal.search.sources.")
    return source
