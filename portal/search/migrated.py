"""What `migrate` leaves for the index to do."""

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from portal.models import SearchDocument
from portal.search import index, tables
from portal.search.registry import SOURCES


def complete_index(*, using, **kwargs):
    """Make the triggers again that SQLite loses with an altered table, and index what other apps have just loaded.

    The handler of post_migrate; the goals come into their tables in bulk, without a signal for each row.
    """
    if using != DEFAULT_DB_ALIAS:
        return
    present = set(connection.introspection.table_names())
    if SearchDocument._meta.db_table not in present:
        return
    if connection.vendor == "sqlite":
        tables.create(connection)
    for source in SOURCES.values():
        if source.loaded_by_migrate and source.model._meta.db_table in present:
            index_missing(source)


@transaction.atomic
def index_missing(source):
    """Index all rows of `source`, when not every one of them has a document."""
    documents = SearchDocument.objects.filter(kind=source.kind).count()
    if documents != source.model._base_manager.count():
        index.refresh(source, source.model._base_manager.values_list("pk", flat=True))
