"""The index in the database: brought up to date in the transaction of whatever changes an organisation."""

from collections import defaultdict

from django.db import transaction

from people.facets import bits
from people.facets.values import EVERY, FORMAT, pairs
from people.models.facets import FacetBlock
from people.models.organisations import Organisation
from publishing import content_version

FEW = 400  # organisations, above which all between the first and the last of them are read


@transaction.atomic
def refresh(keys):
    """Bring the index up to date with the organisations that have these primary `keys`, be they changed or gone."""
    keys = set(keys)
    if not keys:
        return
    # Writers take turns at the content version: what is read below is what the one before has committed.
    content_version.raise_version()
    version = content_version.current()
    by_block = defaultdict(set)
    for key in keys:
        by_block[key // FacetBlock.SIZE].add(key)
    for number, changed in sorted(by_block.items()):
        refresh_block(number, changed, version)


def rebuild(progress=None):
    """Work the whole index out anew from the organisations; `progress(done, total)` is told of each block."""
    highest = Organisation._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    known = FacetBlock.objects.order_by("-block").values_list("block", flat=True).first() or 0
    total = max(highest // FacetBlock.SIZE, known) + 1
    for number in range(total):
        first = number * FacetBlock.SIZE
        refresh(range(first, first + FacetBlock.SIZE))
        if progress:
            progress(number + 1, total)
    mark_as_current()


def mark_as_current():
    """Say that the whole index is of today's form."""
    facet, value = FORMAT
    FacetBlock.objects.filter(facet=facet).exclude(value=value).delete()
    FacetBlock.objects.get_or_create(facet=facet, value=value, block=0, defaults={"bits": b"", "version": 0})


def refresh_block(number, keys, version):
    """Write what differs in block `number` once the values of `keys` are theirs of today."""
    first = number * FacetBlock.SIZE
    lookup = {"in": keys} if len(keys) <= FEW else {"gte": min(keys), "lte": max(keys)}
    members = defaultdict(list)
    for name, key in pairs(**lookup):
        if key in keys:
            members[name].append(key - first)
    kept = ~bits.from_keys(key - first for key in keys)
    stored = {(row.facet, row.value): row for row in FacetBlock.objects.filter(block=number)}
    changed = []
    for name in {*stored, *members, EVERY}:
        before = int.from_bytes(stored[name].bits, "little") if name in stored else 0
        after = before & kept | bits.from_keys(members.get(name, ()))
        # Of every row the version is kept, so that it tells which organisations have changed at all.
        if after != before or name == EVERY:
            row = stored.get(name) or FacetBlock(facet=name[0], value=name[1], block=number)
            row.bits, row.version = bits.to_bytes(after), version
            changed.append(row)
    FacetBlock.objects.bulk_create([row for row in changed if row.pk is None], batch_size=200)
    FacetBlock.objects.bulk_update([row for row in changed if row.pk is not None], ["bits", "version"], batch_size=100)
