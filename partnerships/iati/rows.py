"""The partnerships that are told, with everything that is told of them: a dozen queries for each two hundred."""

from django.db.models import Prefetch

from partnerships.iati.obstacles import NAMED, told, unwritten
from partnerships.iati.organisations import references
from partnerships.models import Commitment, Partner, PartnershipDocument, PartnershipTag, ProgressReport
from people.models import Group
from places.models import Region
from publishing.visibility import among

AT_ONCE = 200  # rows that are in memory together


def exported(rows, on):
    """Return those of `rows` that the files of the date `on` tell, each with what the public may see of it, whoever asks.

    What has no name, as only rows can that no form has seen, would break the schema for all the others: it is left out.
    """
    known = Prefetch("identifiers", references(), to_attr="references")
    organisations = NAMED.prefetch_related(known)
    partners = Partner.objects.published().filter(among("organisation", NAMED))
    reports = ProgressReport.objects.published().order_by("period_start", "period_end", "pk")
    commitments = Commitment.objects.published().exclude(unwritten("title")).soonest_first()
    return (
        told(rows, on)
        .with_status(on)
        .prefetch_related(
            Prefetch("reporting_organisation", organisations),
            Prefetch(
                "partners",
                partners.order_by("position", "pk").prefetch_related(Prefetch("organisation", organisations)),
            ),
            Prefetch("tags", PartnershipTag.objects.published().in_order()),
            Prefetch("regions", Region.objects.in_order()),
            Prefetch("groups", Group.objects.order_by("pk")),
            Prefetch("documents", PartnershipDocument.objects.published().in_order()),
            Prefetch("commitments", commitments.prefetch_related(Prefetch("reports", reports))),
        )
    )


def in_batches(rows):
    """Yield `rows` in the order in which they came in, fetching AT_ONCE of them at a time."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield from batch
        last = batch[-1].pk
