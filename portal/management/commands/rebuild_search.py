from django.core.management.base import BaseCommand
from django.db import connection, transaction
from tqdm import tqdm

from portal.search import index
from portal.search.registry import SOURCES
from publishing import content_version

BATCH = 200  # rows to a transaction: a fraction of a second, so that the site can write in between


class Command(BaseCommand):
    help = (
        "Bring the search index up to date with every row. Writes only what differs, in short transactions: the site "
        "may go on, and the command may be stopped and started again. Documents of rows that are gone are removed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--kind",
            action="append",
            choices=sorted(SOURCES),
            help="Only documents of this kind, such as event; may be repeated. Without it all kinds.",
        )

    def handle(self, *args, kind=None, **options):
        sources = [source for source in SOURCES.values() if not kind or source.kind in kind]
        total = sum(source.model._base_manager.count() for source in sources)
        rows = orphans = 0
        with tqdm(total=total, unit="row", disable=None, file=self.stderr) as bar:
            for source in sources:
                bar.set_description(source.kind)
                for keys in batches(source.model):
                    write(source, keys)
                    rows += len(keys)
                    bar.update(len(keys))
                gone = index.orphans(source)
                write(source, gone)
                orphans += len(gone)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE portal_searchdocument")
        self.stdout.write(f"{rows} rows are in the search index; {orphans} documents of deleted rows were removed.")


@transaction.atomic
def write(source, keys):
    """Refresh documents with the content version held, as every other writer does: they take turns."""
    content_version.raise_version()
    index.write(source, keys)


def batches(model):
    """Yield lists of primary keys in their order, each read only when it is needed."""
    last = None
    while keys := list(_keys_after(model, last)[:BATCH]):
        yield keys
        last = keys[-1]


def _keys_after(model, last):
    rows = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return rows if last is None else rows.filter(pk__gt=last)
