"""The money of an activity: what each partner committed, and a budget where its years are known."""

from collections import defaultdict
from datetime import timedelta

from lxml.builder import E

from partnerships.iati.dates import SIGNED
from partnerships.iati.narratives import words
from partnerships.iati.organisations import named

# Of the code list TransactionType.
OUTGOING_COMMITMENT, INCOMING_COMMITMENT = "2", "11"
ORIGINAL = "1"  # of the code list BudgetType
INDICATIVE, COMMITTED = "1", "2"  # of the code list BudgetStatus
LONGEST = timedelta(days=365)  # a budget covers a year at most (IATI's ruleset), and nobody says how more is divided


def bringing_money(partnership):
    return [partner for partner in partnership.partners.all() if partner.amount]


def budgets(partnership):
    """Return a budget for each currency, if the activity lasts at most a year: no two currencies are added.

    What nobody has committed yet is indicative.
    """
    start = partnership.planned_start or partnership.actual_start
    end = partnership.planned_end or partnership.actual_end
    if not (start and end and start <= end <= start + LONGEST):
        return []
    status = COMMITTED if partnership.committed_on else INDICATIVE
    sums = defaultdict(int)
    for partner in bringing_money(partnership):
        sums[partner.currency] += partner.amount
    return [
        E.budget(
            {"type": ORIGINAL, "status": status},
            E("period-start", {"iso-date": start.isoformat()}),
            E("period-end", {"iso-date": end.isoformat()}),
            value(amount, currency, start),
        )
        for currency, amount in sorted(sums.items())
    ]


def transactions(partnership):
    """Return a commitment for each partner that brings money, as soon as it is committed (iati/dates.py)."""
    if partnership.committed_on is None:
        return []
    return [commitment(partner, partnership) for partner in bringing_money(partnership)]


def commitment(partner, partnership):
    is_own = partner.organisation_id == partnership.reporting_organisation_id
    return E.transaction(
        E("transaction-type", code=OUTGOING_COMMITMENT if is_own else INCOMING_COMMITMENT),
        E("transaction-date", {"iso-date": partnership.committed_on.isoformat()}),
        value(partner.amount, partner.currency, partnership.committed_on),
        *caveat(partnership),
        named("provider-org", partner.organisation),
    )


def caveat(partnership):
    """Return the description of a commitment on a day of signing of which only the month or the year is known."""
    is_exact = partnership.signed_precision == "day" or partnership.committed_on != partnership.signed_on
    return [] if is_exact else [E.description(*words(SIGNED[partnership.signed_precision]))]


def value(amount, currency, day):
    return E.value(f"{amount:.2f}", {"currency": currency, "value-date": day.isoformat()})
