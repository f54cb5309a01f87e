"""What `migrate` leaves for the index to do: organisations that were there before it."""

from django.db import DEFAULT_DB_ALIAS, connection

from people.facets.blocks import rebuild
from people.models.facets import FacetBlock
from people.models.organisations import Organisation


def complete_index(*, using, **kwargs):
    """Fill an empty index, where its table and that of the organisations stand: the handler of post_migrate."""
    tables = {FacetBlock._meta.db_table, Organisation._meta.db_table}
    if using != DEFAULT_DB_ALIAS or not tables <= set(connection.introspection.table_names()):
        return
    if Organisation._base_manager.exists() and not FacetBlock.objects.exists():
        rebuild()
