"""Keeps the documents true to the rows. Everything here runs in the caller's transaction.

On PostgreSQL two transactions that change public rows meet at the content version, whose row each must lock before it
comes here (publishing.signals listens first): so what is read here is what the other has committed.
"""

from django.db import transaction

from portal.models import SearchDocument
from portal.search.places import place, shelf
from portal.search.plain import plain_text
from portal.search.registry import Wording, dependents
from portal.search.words import document_tokens

BATCH = 200  # documents written at a time
SHOWN = 2_000  # characters of a text, in each language, that a result can show
NOTABLE = ("is_public", "titles", "address", "id")
COMPARED = (*NOTABLE, "tokens", "texts")


@transaction.atomic
def refresh(source, keys):
    """Write the documents of the rows with primary `keys` anew, then those of all rows that show or hang on them."""
    if changed := write(source, keys):
        refresh_dependents(source.label, changed)


@transaction.atomic
def write(source, keys):
    """Write the documents of the rows with primary `keys` alone: of new rows, or in a rebuild that comes to all others.

    Return the keys of the rows whose title, address, place or visibility changed.
    """
    return [key for part in in_parts(keys) for key in _write(source, part)]


@transaction.atomic
def add(source, rows):
    """Write documents of new, public rows, which nothing shows yet, from what `rows` have in memory."""
    SearchDocument.objects.bulk_create([_document(source, row, True) for row in rows], batch_size=BATCH)


def refresh_dependents(label, keys):
    """Refresh the documents that depend on the rows `keys` of the model `label`."""
    for part in in_parts(keys):
        for source, rows in affected(label, part):
            refresh(source, rows)


def in_parts(keys):
    ordered = sorted(set(keys))
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]


def affected(label, keys):
    """Return (source, primary keys) for the documents that depend on the rows `keys` of the model `label`."""
    return [
        (source, set(source.model._base_manager.filter(**{f"{lookup}__in": keys}).values_list("pk", flat=True)))
        for source, lookup in dependents(label)
    ]


def orphans(source):
    """Return the primary keys of which there are documents but no rows."""
    keys = {str(key) for key in source.model._base_manager.values_list("pk", flat=True)}
    documents = SearchDocument.objects.filter(kind=source.kind).values_list("object_id", flat=True)
    to_python = source.model._meta.pk.to_python
    return [to_python(object_id) for object_id in documents if object_id not in keys]


def _write(source, keys):
    rows = source.all_rows().filter(pk__in=keys)
    public = set(source.published().filter(pk__in=keys).values_list("pk", flat=True))
    wanted = {str(row.pk): _document(source, row, row.pk in public) for row in rows}
    found = SearchDocument.objects.filter(kind=source.kind, object_id__in=[str(key) for key in keys])
    present = {document.object_id: document for document in found}
    stale = [key for key in {**present, **wanted} if _differ(present.get(key), wanted.get(key), COMPARED)]
    _delete([present[key].id for key in stale if key in present])
    SearchDocument.objects.bulk_create([wanted[key] for key in stale if key in wanted], batch_size=BATCH)
    notable = {key for key in stale if _differ(present.get(key), wanted.get(key), NOTABLE)}
    return [key for key in keys if str(key) in notable]


def _differ(one, other, fields):
    if one is None or other is None:
        return one is not other
    return any(getattr(one, name) != getattr(other, name) for name in fields)


def _delete(places):
    documents = SearchDocument.objects.filter(pk__in=places)
    # Without signals: the index is no content of its own, nobody listens for its rows.
    documents._raw_delete(documents.db)


def _document(source, row, is_public):
    title, text, names = Wording(), Wording(), Wording()
    source.write(row, title, text)
    source.names(row, names)
    texts = {language: plain_text(words) for language, words in text.joined("\n").items()}
    other_names = names.joined(" · ")
    return SearchDocument(
        id=place(shelf(source.order, is_public=is_public), source.when(row), source.number(row)),
        kind=source.kind,
        object_id=str(row.pk),
        is_public=is_public,
        tokens=document_tokens([*title, *names], " ".join(texts.values())),
        titles=title.joined(" "),
        texts={
            language: " · ".join(filter(None, [other_names.get(language), texts.get(language)]))[:SHOWN]
            for language in {**texts, **other_names}
        },
        address=source.address(row),
    )
