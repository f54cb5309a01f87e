"""What `migrate` leaves for the index to do: organisations that were there before it."""

from django.db import DEFAULT_DB_ALIAS, connection

from people.facets.blocks import rebuild
from people.facets.values import FORMAT
from people.models.facets import FacetBlock
from people.models.organisations import Organisation


def complete_index(*, using, **kwargs):
    """Work out an index that is empty or of an earlier form, where both tables stand: the handler of post_migrate."""
    tables = {FacetBlock._meta.db_table, Organisation._meta.db_table}
    if using != DEFAULT_DB_ALIAS or not tables <= set(connection.introspection.table_names()):
        return
    is_current = FacetBlock.objects.filter(facet=FORMAT[0], value=FORMAT[1]).exists()
    if Organisation._base_manager.exists() and not is_current:
        rebuild()
