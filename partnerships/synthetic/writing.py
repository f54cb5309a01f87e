"""Made-up partnerships, promises and reports into the database: in bulk, some hundreds to a transaction."""

from typing import NamedTuple

from django.db import transaction

from partnerships.models import (
    Assessment,
    Commitment,
    CommitmentTag,
    Partner,
    Partnership,
    PartnershipDocument,
    PartnershipTag,
    ProgressReport,
)
from partnerships.synthetic.agreements import agreement, slug_of
from partnerships.synthetic.promises import promise
from partnerships.synthetic.world import World
from publishing import content_version, search
from registry.imports import statistics

BATCH = 500
LOOKS_BACK = 4  # partnerships, among which a promise finds the one that carries it
ALONE = 0.15  # the share of promises that no partnership carries
MODELS = [
    Partnership,
    Partner,
    PartnershipTag,
    PartnershipDocument,
    Partnership.regions.through,
    Partnership.groups.through,
    Commitment,
    CommitmentTag,
    ProgressReport,
    Assessment,
]


class Wanted(NamedTuple):
    """How many there shall be."""

    partnerships: int
    commitments: int
    reports: int

    def reports_of(self, number):
        """Return how many of the reports are those of the commitment `number`: spread evenly, in all as many as wanted."""
        return (number + 1) * self.reports // self.commitments - number * self.reports // self.commitments


class Made(NamedTuple):
    """How many were written in this run."""

    partnerships: int
    commitments: int
    reports: int


def make_partnerships(wanted, *, seed, day, progress=lambda count: None):
    """Write what is missing of the Wanted rows of `seed`, as they stand on the date `day`; return how many were Made.

    Every BATCH is a transaction, a promise comes with its reports: stopped at any moment and started again this loses and
    doubles nothing. Raises NobodyThereError where there is no invented organisation to make partnerships of.
    """
    with transaction.atomic():
        world = World(seed, day)
    partnerships = commitments = reports = 0
    for span in batches(wanted.partnerships):
        partnerships += write_agreements(span, world)
        progress(len(span))
    for span in batches(wanted.commitments):
        found = write_promises(span, wanted, world)
        commitments, reports = commitments + found.commitments, reports + found.reports
        progress(len(span))
    if partnerships or commitments:
        statistics.gather(MODELS)
    return Made(partnerships, commitments, reports)


def batches(count):
    return [range(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]


@transaction.atomic
def write_agreements(span, world):
    """Write the partnerships of `span` that are missing; return how many those were."""
    made = [agreement(number, world) for number in missing(Partnership, span, world.seed)]
    Partnership.objects.bulk_create([one.row for one in made])
    for model, name in ((Partner, "partners"), (PartnershipTag, "tags"), (PartnershipDocument, "documents")):
        model.objects.bulk_create(hung(made, name, "partnership"))
    link(Partnership.regions.through, "region_id", [(one.row.pk, one.regions) for one in made])
    link(Partnership.groups.through, "group_id", [(one.row.pk, one.groups) for one in made])
    finish(Partnership, made)
    return len(made)


@transaction.atomic
def write_promises(span, wanted, world):
    """Write the commitments of `span` that are missing, with their reports; return what was Made."""
    numbers = missing(Commitment, span, world.seed)
    carriers = carriers_of(numbers, wanted, world)
    partners = dict(carriers.values())
    made = [promise(number, world, wanted.reports_of(number), carriers.get(number)) for number in numbers]
    for one in made:
        one.assessments = by_outsiders(one, partners)
    Commitment.objects.bulk_create([one.row for one in made])
    reports = hung(made, "reports", "commitment")
    for model, rows in (
        (CommitmentTag, hung(made, "tags", "commitment")),
        (ProgressReport, reports),
        (Assessment, hung(made, "assessments", "commitment")),
    ):
        model.objects.bulk_create(rows)
    finish(Commitment, made)
    return Made(0, len(made), len(reports))


def missing(model, span, seed):
    """Return the numbers of `span` of which the database has no row."""
    slugs = {slug_of(seed, number): number for number in span}
    known = set(model.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return [number for slug, number in slugs.items() if slug not in known]


def hung(made, name, key):
    """Return the rows called `name` of all that was `made`, each with its owner, now written, in `key`."""
    rows = []
    for one in made:
        for row in getattr(one, name):
            setattr(row, key, one.row)
            rows.append(row)
    return rows


def link(through, column, links):
    """Write rows of a many-to-many relation from [(partnership, keys)]."""
    through.objects.bulk_create(through(partnership_id=row, **{column: key}) for row, keys in links for key in keys)


def finish(model, made):
    """Bring up to date what is kept of the rows: the place for every index there is."""
    if made:
        content_version.raise_version()
        search.refresh(model, [one.row.pk for one in made])


def carriers_of(numbers, wanted, world):
    """Return {number of a commitment: (key of its partnership, [keys of the partners])}; some stand alone."""
    carried = {number: carrier_of(number, wanted) for number in numbers}
    slugs = {slug_of(world.seed, other) for other in carried.values() if other is not None}
    rows = Partnership.objects.filter(slug__in=slugs).prefetch_related("partners")
    known = {row.slug: (row.pk, [partner.organisation_id for partner in row.partners.all()]) for row in rows}
    return {
        number: known[slug_of(world.seed, other)]
        for number, other in carried.items()
        if other is not None and slug_of(world.seed, other) in known
    }


def carrier_of(number, wanted):
    """Return the number of the partnership that carries the commitment `number`, or None: near by, so that promises and
    partnerships grow together."""
    scattered = number * 7_919 % 1_000 / 1_000  # a prime: neighbours fall far apart
    if not wanted.partnerships or scattered < ALONE:
        return None
    return max(0, number * wanted.partnerships // wanted.commitments - int(scattered * LOOKS_BACK))


def by_outsiders(one, partners):
    """Return the assessments that are not by a party to the commitment."""
    parties = {one.row.owner_id, *partners.get(one.row.partnership_id, ())}
    return [row for row in one.assessments if row.assessor_id not in parties]
